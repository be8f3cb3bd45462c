package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When incidents opened of late, by alert: one that opens again and again is held open until it is
 * calm, so that it pages once and not every few minutes.
 */
public record Openings(Map<Alert, List<Moment>> byAlert) {

  public static final Openings NONE = new Openings(Map.of());

  /** How long an opening counts. */
  public static final Duration SPAN = Duration.ofHours(1);

  private static final int MOST = 3;

  public Openings {
    byAlert = Collections.unmodifiableMap(new LinkedHashMap<>(byAlert));
  }

  /** These and one more. */
  public Openings and(Alert alert, Moment at) {
    var next = new LinkedHashMap<>(byAlert);
    var moments = new ArrayList<>(next.getOrDefault(alert, List.of()));
    moments.add(at);
    next.put(alert, List.copyOf(moments));
    return new Openings(next);
  }

  /** Those of the incidents of a journal. */
  public static Openings of(Collection<Incident> incidents) {
    var openings = NONE;
    for (var each : incidents) {
      openings = openings.and(each.alert(), each.openedAt());
    }
    return openings;
  }

  /** These without those that are too old to count. */
  Openings at(Moment now) {
    if (byAlert.values().stream().allMatch(each -> counts(each.getFirst(), now))) {
      return this;
    }
    var next = new LinkedHashMap<Alert, List<Moment>>();
    byAlert.forEach(
        (alert, moments) -> {
          var young = moments.stream().filter(each -> counts(each, now)).toList();
          if (!young.isEmpty()) {
            next.put(alert, young);
          }
        });
    return new Openings(next);
  }

  /** Whether it opened too often of late. */
  boolean flaps(Alert alert, Moment now) {
    return alert.name() != AlertName.DRILL && of(alert, now) > MOST;
  }

  /** How often it opened of late. */
  long of(Alert alert, Moment now) {
    return byAlert.getOrDefault(alert, List.of()).stream().filter(at -> counts(at, now)).count();
  }

  private static boolean counts(Moment at, Moment now) {
    return now.since(at).compareTo(SPAN) < 0;
  }
}
