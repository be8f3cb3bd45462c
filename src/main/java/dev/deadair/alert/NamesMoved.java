package dev.deadair.alert;

import dev.deadair.diagnosis.Plain;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.ServiceName;
import dev.deadair.liveness.ServiceName.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a page says of the service names of the groups that it is about. */
final class NamesMoved {

  /** A name that moved longer before the last sample than this has nothing to do with it. */
  private static final Duration RELATED = Duration.ofHours(1);

  private NamesMoved() {}

  /** A line for each name that moved, leads nowhere, or to where nobody ever served. */
  static List<String> lines(Collection<Group> groups, Optional<Instant> lastData) {
    return groups.stream()
        .flatMap(group -> group.serviceName().stream())
        .flatMap(name -> line(name, lastData).stream())
        .toList();
  }

  private static Optional<String> line(ServiceName name, Optional<Instant> lastData) {
    if (name.failure().isPresent()) {
      var failure = name.failure().get();
      return Optional.of(
          "The name %s has no address since %s: %s."
              .formatted(name.name(), Plain.time(failure.since()), failure.why()));
    }
    return name.moved()
        .map(ServiceName.Move::at)
        .filter(at -> lastData.filter(last -> at.isBefore(last.minus(RELATED))).isEmpty())
        .map(at -> moved(name, at, lastData))
        .or(() -> Optional.of(name).filter(NamesMoved::leadsToNobody).map(NamesMoved::leads));
  }

  private static String moved(ServiceName name, Instant at, Optional<Instant> lastData) {
    return "The name %s moved to %s %s%s."
        .formatted(
            name.name(), name.leads(), when(at, lastData), unready(name.places()).orElse(""));
  }

  private static String when(Instant at, Optional<Instant> lastData) {
    if (lastData.isEmpty()) {
      return "at " + Plain.time(at);
    }
    // What is shown is whole seconds.
    var before =
        Duration.between(
            at.truncatedTo(ChronoUnit.SECONDS), lastData.get().truncatedTo(ChronoUnit.SECONDS));
    return Plain.span(before) + (before.isNegative() ? " after" : " before") + " data stopped";
  }

  private static boolean leadsToNobody(ServiceName name) {
    return !name.places().isEmpty()
        && name.places().stream().allMatch(each -> each.lastReady().isEmpty());
  }

  private static String leads(ServiceName name) {
    return "The name %s leads to %s%s."
        .formatted(name.name(), name.leads(), unready(name.places()).orElse(""));
  }

  private static Optional<String> unready(List<Place> places) {
    return Optional.of(
            places.stream()
                .filter(each -> each.lastReady().isEmpty())
                .map(Place::who)
                .distinct()
                .toList())
        .filter(list -> !list.isEmpty())
        .map(
            list ->
                list.stream()
                    .collect(
                        Collectors.joining(
                            " and ",
                            "; ",
                            list.size() == 1 ? " was never ready" : " were never ready")));
  }
}
