package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.AlertName;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.Floor;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteId;
import dev.deadair.replay.SimulatedServer.Condition;
import dev.deadair.replay.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A site and what is true of it. */
final class Datacenter {

  /** What its servers are asked with. */
  static final String SECRET = "c4n4ry";

  final SiteId id;
  final Limits limits;
  private final long scrape;
  final List<Replica> replicas = new ArrayList<>();
  final List<Part> parts = new ArrayList<>();
  private final Workload workload;
  final Alert absent;

  /** Since when none of its data gets out; NEVER while some does. */
  private long darkSince = Clock.NEVER;

  private long litSince;

  private boolean counted;
  private long outages;
  private long dips;

  /**
   * One as chance has it.
   *
   * @param interval how often it is looked at, in seconds
   * @param minimum of its coverage, where that is judged
   */
  Datacenter(String name, int size, int interval, double minimum, Chance chance) {
    id = new SiteId(name);
    absent = new Alert(AlertName.SITE_ABSENT, id);
    var window = Duration.ofSeconds(chance.between(Math.max(60, 3 * interval), 6 * interval + 60));
    limits =
        new Limits(
            window,
            window.dividedBy(2),
            Duration.ofSeconds(chance.between(30, 90)),
            window.multipliedBy(3),
            chance.oneIn(3) ? minimum : 0,
            Floor.DEFAULT);
    scrape = chance.oneIn(4) ? 30 : 15;
    workload =
        new Workload(
            Flavour.PROMETHEUS,
            "3.5.0",
            (int) chance.between(1, 40),
            50,
            Duration.ofSeconds(scrape),
            0);
    group("ops", size);
  }

  /** It has another group, too. */
  void group(String name, int size) {
    var group = new GroupId(id, name);
    var own = new ArrayList<Replica>();
    for (var i = 0; i < size; i++) {
      own.add(new Replica(new InstanceId(group, String.valueOf((char) ('a' + i))), workload));
    }
    replicas.addAll(own);
    parts.add(new Part(group, own));
  }

  /** Its group of that name. */
  Part part(GroupId group) {
    return parts.stream().filter(each -> each.id.equals(group)).findFirst().orElseThrow();
  }

  long window() {
    return limits.window().toSeconds();
  }

  /** How long a look at it may take after one that was late, in seconds. */
  long patience() {
    return limits.patience().toSeconds();
  }

  /** How often its servers scrape, in seconds. */
  long scrape() {
    return scrape;
  }

  /** Whether every replica shows to whoever looks that it has no data. */
  boolean showsNone() {
    for (var each : replicas) {
      if (!each.showsNone()) {
        return false;
      }
    }
    return true;
  }

  ExpectedSite expected() {
    return new ExpectedSite(
        id,
        limits,
        parts.stream().map(each -> each.expected(limits)).toList(),
        Optional.empty(),
        Optional.empty());
  }

  void advanceTo(long time) {
    for (var each : replicas) {
      each.advanceTo(time);
    }
  }

  /** Notes what is true at {@code time}. */
  void note(long time) {
    litSince = isLit() ? litSince : time;
    parts.forEach(each -> each.note(time));
    if (isHeard()) {
      dips += darkSince != Clock.NEVER && !counted ? 1 : 0;
      darkSince = Clock.NEVER;
      counted = false;
      return;
    }
    darkSince = darkSince == Clock.NEVER ? time : darkSince;
    if (!counted && time - darkSince >= window()) {
      counted = true;
      outages++;
    }
  }

  /** How often it had no data for its window or longer. */
  long outages() {
    return outages;
  }

  /** How often it had none for less. */
  long dips() {
    return dips;
  }

  /** Since when some replica has always shown data. */
  long litSince() {
    return litSince;
  }

  /** Whether some replica has data, and a way out for it. */
  private boolean isHeard() {
    for (var each : replicas) {
      if (each.condition() == Condition.RUNNING) {
        return true;
      }
    }
    return false;
  }

  /** Whether some replica shows data to whoever looks. */
  boolean isLit() {
    for (var each : replicas) {
      if (each.showsData()) {
        return true;
      }
    }
    return false;
  }
}
