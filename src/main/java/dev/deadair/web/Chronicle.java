package dev.deadair.web;

import dev.deadair.alert.IncidentId;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Watcher;
import dev.deadair.store.Archive;
import dev.deadair.store.Curves;
import dev.deadair.store.Explained;
import dev.deadair.store.History;
import dev.deadair.view.IncidentView;
import dev.deadair.view.View;
import dev.deadair.view.Why;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What was: curves, explanations and incidents that are over. Every question blocks on a disk. */
public final class Chronicle {

  /** So many incidents that are over are told at most. */
  private static final int MOST_CLOSED = 500;

  private final Archive archive;
  private final History history;
  private final Supplier<Moment> clock;

  public Chronicle(Archive archive, History history, Supplier<Moment> clock) {
    this.archive = archive;
    this.history = history;
    this.clock = clock;
  }

  Instant now() {
    return clock.get().wall();
  }

  Curves curves(Optional<SiteId> site, Instant from, Instant to, int steps) throws IOException {
    return history.curves(site, from, to, steps, now());
  }

  /** The incidents closed last, the latest first. */
  List<IncidentView> closed(int limit) throws IOException {
    return archive.recentClosed(Math.min(limit, MOST_CLOSED), clock.get()).stream()
        .map(each -> IncidentView.of(each, Optional.empty()))
        .toList();
  }

  Optional<IncidentView> closed(IncidentId id) throws IOException {
    return archive.closed(id, clock.get()).map(each -> IncidentView.of(each, Optional.empty()));
  }

  /**
   * What explained the state of {@code site} at {@code at}.
   *
   * @param watched whether we were watching then; else it is what was known last
   */
  record PastWhy(Instant since, boolean watched, List<Why.Line> lines) {}

  Optional<PastWhy> why(SiteId site, Instant at) throws IOException {
    var found = history.explanation(site, at);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(pastWhy(site, at, found.get()));
  }

  private PastWhy pastWhy(SiteId site, Instant at, Explained found) throws IOException {
    var why = Why.decoded(found.text());
    var around = history.step().multipliedBy(2).plus(Duration.ofMinutes(1));
    var curves = curves(Optional.of(site), at.minus(around), at.plusSeconds(1), 1_000);
    var curve = curves.of(site);
    var watched = false;
    for (var step = 0; step < curves.steps(); step++) {
      watched |= curve.state(step).isPresent();
    }
    return new PastWhy(found.since(), watched, why.at(watched ? at : found.since()));
  }

  /**
   * Everything that happened to {@code site} and what belongs to it, the oldest first.
   *
   * @param view for what is not over
   */
  List<Happening> timeline(SiteId site, Instant from, Instant to, View view) throws IOException {
    var all = new ArrayList<Happening>();
    archive.transitions(site, from, to, clock.get()).stream().map(Happening::of).forEach(all::add);
    archive.changes(site, from, to).stream().map(Happening::of).forEach(all::add);
    history.events(site, from, to).stream().map(Happening::of).forEach(all::add);
    closed(MOST_CLOSED).stream()
        .filter(each -> each.site().equals(Optional.of(site)))
        .forEach(each -> all.addAll(Happening.of(each)));
    view.incidents().values().stream()
        .filter(each -> each.site().equals(Optional.of(site)))
        .forEach(each -> all.addAll(Happening.of(each)));
    return all.stream()
        .filter(each -> !each.at().isBefore(from) && each.at().isBefore(to))
        .sorted(Comparator.comparing(Happening::at))
        .distinct()
        .toList();
  }

  /** The subject that these names say; empty where they say none. */
  static boolean isNamed(Subject subject, String group, String instance) {
    return switch (subject) {
      case InstanceId id ->
          (group.isEmpty() || id.group().name().equals(group))
              && (instance.isEmpty() || id.name().equals(instance));
      case GroupId id -> instance.isEmpty() && (group.isEmpty() || id.name().equals(group));
      case SiteId _ -> group.isEmpty() && instance.isEmpty();
      case Watcher _ -> false;
    };
  }
}
