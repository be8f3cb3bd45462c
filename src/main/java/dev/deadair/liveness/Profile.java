package dev.deadair.liveness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who a server says it is, and what of that has changed of late.
 *
 * @param inspection the latest slow look, with the latest identity that is known; empty before the
 *     first
 * @param changes oldest first, no more than a page or a board can show
 */
public record Profile(Optional<Inspection> inspection, List<Change> changes) {

  static final Profile UNKNOWN = new Profile(Optional.empty(), List.of());

  private static final int KEPT = 8;

  public Profile {
    changes =
        List.copyOf(
            changes.size() > KEPT
                ? changes.subList(changes.size() - KEPT, changes.size())
                : changes);
  }

  public Optional<Identity> identity() {
    return inspection.flatMap(Inspection::identity);
  }

  /** The flags it runs with, as far as it told; empty where it did not. */
  public Map<String, String> flags() {
    return inspection.map(Inspection::flags).orElse(Map.of());
  }

  /** After the first reading of another process life than that of {@code before}. */
  Profile started(InstanceId id, Reading before, Reading reading) {
    var at = reading.processStart();
    var more = new ArrayList<Change>();
    more.add(
        new Change(id, Change.Kind.START, before.processStart().toString(), at.toString(), at));
    var was = before.scrape().version();
    var is = reading.scrape().version();
    if (was.isPresent() && is.isPresent() && !was.equals(is)) {
      more.add(new Change(id, Change.Kind.VERSION, was.get(), is.get(), at));
    }
    return with(more);
  }

  /** After a slow look; one that did not tell who it is changes nothing of that. */
  Profile inspected(Inspection latest, Optional<Reading> reading) {
    var known =
        new Inspection(
            latest.instance(),
            latest.at(),
            latest.identity().or(this::identity),
            latest.jobsDown(),
            latest.flags().isEmpty() ? flags() : latest.flags());
    var changed =
        identity()
            .flatMap(
                was ->
                    latest
                        .identity()
                        .map(is -> Change.between(latest.instance(), was, is, at(latest, reading))))
            .orElse(List.of());
    return new Profile(Optional.of(known), with(changed).changes);
  }

  /**
   * When what a slow look found changed: at the latest load of the configuration, or the latest
   * start, if that lies between it and the slow look before.
   */
  private Instant at(Inspection latest, Optional<Reading> reading) {
    var found = latest.at().wall();
    // The server tells whole seconds, rounded down.
    var before = inspection.map(each -> each.at().wall().minusSeconds(1)).orElse(Instant.MIN);
    return reading
        .flatMap(Reading::configured)
        .or(() -> reading.map(Reading::processStart))
        .filter(at -> at.isAfter(before) && at.isBefore(found))
        .orElse(found);
  }

  private Profile with(List<Change> more) {
    if (more.isEmpty()) {
      return this;
    }
    var all = new ArrayList<>(changes);
    all.addAll(more);
    return new Profile(inspection, all);
  }
}
