package dev.deadair.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Receivers with nothing special about them. */
public final class Receivers {

  private Receivers() {}

  /** An Alertmanager, which is told of warnings too. */
  public static Receiver alertmanager(String... members) {
    return new Receiver(
        "alertmanager",
        Receiver.Nature.Level.DEFAULT,
        Severity.WARNING,
        List.of(members),
        Map.of());
  }

  /** PagerDuty, which is told at once. */
  public static Receiver pagerDuty() {
    return pagerDuty(Duration.ZERO);
  }

  /** PagerDuty, which is told where nothing else has told people by then. */
  public static Receiver pagerDuty(Duration after) {
    return new Receiver(
        "pagerduty",
        Receiver.Nature.Edge.DEFAULT,
        Severity.CRITICAL,
        List.of("events"),
        Map.of(),
        after);
  }

  /** A webhook, which pages nobody. */
  public static Receiver hook(Severity least) {
    return new Receiver(
        "hook",
        new Receiver.Nature.Edge(Duration.ofHours(4), false),
        least,
        List.of("hook"),
        Map.of());
  }
}
