package dev.deadair.turn.sim;

/**
 * An alert as it was posted to a member of an Alertmanager; times are on the member's own clock.
 */
final class Held {
  long startsAt;
  long endsAt;
  String key = "";

  /** Of the group that it is in; empty where it opens under the key that we use. */
  String groupKey = "";

  /** True time of the next look at the group. */
  long flushes;

  /** Until when the present flush goes on trying. */
  long triesUntil;

  /** Whether it has begun to tell PagerDuty, and has not got through. */
  boolean trying;

  boolean resolvedTold;
}
