package dev.deadair.turn;

import dev.deadair.alert.Announcement;
import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Report;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this watcher knows of itself.
 *
 * @param presence that it is there, as every Alertmanager is told
 * @param routeProvenAt when some receiver last took something, or one that cannot be told for
 *     nothing last answered at all
 * @param storeFailingSince since when the journal does not hold what it should
 * @param lost the journal that this run last had to set aside
 * @param pagers the controls that are receivers which open and close, such as PagerDuty
 */
public record Self(
    Announcement presence,
    Optional<Moment> routeProvenAt,
    Optional<Moment> storeFailingSince,
    Optional<Loss> lost,
    Set<String> pagers) {

  public Self {
    pagers = Set.copyOf(pagers);
  }

  /** A journal that was set aside, and when we heard of it. */
  public record Loss(Moment at, String what) {}

  static Self awake(Routing routing, Moment now) {
    return new Self(
        Announcement.ofPresence(routing.watcher(), now),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        routing.receivers().stream()
            .filter(each -> each.nature() instanceof Receiver.Nature.Edge)
            .map(Receiver::name)
            .collect(Collectors.toSet()));
  }

  /** Since when this run takes turns. */
  Moment awakeSince() {
    return presence.incident().openedAt();
  }

  Self after(List<Fact> facts, List<Report> reports, Moment now) {
    var proven = routeProvenAt;
    for (var report : reports) {
      if (report.outcome() instanceof Outcome.Accepted) {
        proven = later(proven, report.at());
      }
    }
    var failing = storeFailingSince;
    var loss = lost;
    for (var fact : facts) {
      if (fact instanceof Fact.Asked asked && asked.answered() && isPager(asked.control())) {
        proven = later(proven, asked.at());
      } else if (fact instanceof Fact.Lost(var what)) {
        loss = Optional.of(new Loss(now, what));
      } else if (fact instanceof Fact.Stored(var commit)) {
        failing =
            switch (commit) {
              case Commit.Kept() -> Optional.empty();
              case Commit.Unkept _ -> failing.or(() -> Optional.of(now));
            };
      }
    }
    return new Self(presence.heard(reports), proven, failing, loss, pagers);
  }

  /** {@code pages}, and after them that we are there, where somebody wants to know. */
  List<Due> due(List<Due> pages, Routing routing, Moment now) {
    if (!routing.vigil().byAlertmanagers()) {
      return pages;
    }
    var due = new ArrayList<>(pages);
    due.addAll(presence.due(routing, each -> each.nature() instanceof Receiver.Nature.Level, now));
    return due;
  }

  /** A control that is a receiver begins with its name. */
  private boolean isPager(String control) {
    return pagers.stream().anyMatch(name -> control.startsWith(name + " "));
  }

  private static Optional<Moment> later(Optional<Moment> one, Moment other) {
    return Optional.of(one.map(at -> Moment.later(at, other)).orElse(other));
  }
}
