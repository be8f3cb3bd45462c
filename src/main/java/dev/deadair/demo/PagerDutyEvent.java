package dev.deadair.demo;

import java.time.Instant;

/** An event that PagerDuty accepted, when it arrived, and its body as it was sent. */
public sealed interface PagerDutyEvent {
  Instant at();

  String routingKey();

  String dedupKey();

  String body();

  /** Opens an incident, or adds to the log of the open one with this key. */
  record Trigger(
      Instant at,
      String routingKey,
      String dedupKey,
      String summary,
      String source,
      String severity,
      String body)
      implements PagerDutyEvent {}

  /** Somebody took the incident. */
  record Acknowledge(Instant at, String routingKey, String dedupKey, String body)
      implements PagerDutyEvent {}

  /** Closes the incident. */
  record Resolve(Instant at, String routingKey, String dedupKey, String body)
      implements PagerDutyEvent {}
}
