package dev.deadair.turn.sim;

import dev.deadair.alert.Due;
import dev.deadair.alert.Receiver;
import dev.deadair.liveness.SiteId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of what is silenced at Alertmanagers: it is held, and told once that is over. */
final class SilenceOracle {

  private record Spot(String member, SiteId site) {}

  /** They are asked so often, and looked at no more exactly than that. */
  private static final long ASKED = 45;

  /** How long what one has said is believed of it that says no more. */
  private static final long BELIEVED = 90;

  private final List<Datacenter> sites;

  /** What they say is taken with the next turn. */
  private final long learnt;

  private List<Alertmanager> members = List.of();

  /** Since when it is there to be seen that a site is silenced at a member. */
  private final Map<Spot, Long> since = new HashMap<>();

  /** When it was last there to be seen, or might be believed. */
  private final Map<SiteId, Long> hushed = new HashMap<>();

  SilenceOracle(List<Datacenter> sites, int interval) {
    this.sites = sites;
    this.learnt = ASKED + interval;
  }

  /** Those at which operators silence. */
  void areAt(List<Alertmanager> theirs) {
    members = List.copyOf(theirs);
  }

  void at(SimulatedWatcher watcher, long time) {
    for (var member : members) {
      var heard = watcher.runs() && !watcher.isBlind() && member.answers();
      for (var site : sites) {
        var theirs = !member.silences.on(site.id, member.clock(time)).isEmpty();
        var ours =
            member.silences.tells(site.id, member.clock(time), watcher.clock.at(time).wall());
        var spot = new Spot(member.name, site.id);
        if (!heard || !theirs || !ours) {
          since.put(spot, time);
        }
        if (heard && (theirs || ours)) {
          hushed.put(site.id, time);
        }
      }
    }
  }

  /** Nobody is told by us of what an Alertmanager keeps quiet because somebody said so. */
  void leaves(SimulatedWatcher watcher, Due due, long time) {
    var site = due.incident().alert().site();
    if (due.resolves()
        || site.isEmpty()
        || !(due.receiver().nature() instanceof Receiver.Nature.Edge)) {
      return;
    }
    at(watcher, time); // it may be over since the latest step
    switch (due.reason()) {
      case FIRST, ESCALATED -> {
        for (var member : members) {
          if (time - since.getOrDefault(new Spot(member.name, site.get()), time) > learnt) {
            throw new Violation(
                Violation.Kind.MUTED,
                "%s to %s, silenced at %s"
                    .formatted(due.incident().alert(), due.receiver().name(), member.name));
          }
        }
      }
      case CHANGED, REPEAT, RESOLVED -> {}
    }
  }

  /** Until when a site was silenced, as far as could be seen; and some time after. */
  long until(Datacenter site) {
    var latest = hushed.getOrDefault(site.id, Clock.NEVER);
    return latest == Clock.NEVER ? latest : latest + BELIEVED;
  }
}
