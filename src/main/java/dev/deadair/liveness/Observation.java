package dev.deadair.liveness;

import java.util.Optional;

/** What one look at one instance brought: a fact, never a verdict. */
public sealed interface Observation {

  InstanceId instance();

  /** When the look ended, read at the edge. */
  Moment at();

  /**
   * The exposition was read whole.
   *
   * @param healthy whether {@code /-/healthy} answered 200; empty when it was not answered in time.
   *     It is shown and never judged by: it answers 200 in replay and between two deaths.
   * @param ready whether {@code /-/ready} answered 200; empty when it was not answered in time
   * @param replay how far replay has come; empty unless it is not ready and tells
   */
  record Answered(
      InstanceId instance,
      Moment at,
      Optional<Boolean> healthy,
      Optional<Boolean> ready,
      Optional<Replay> replay,
      Scrape scrape)
      implements Observation {

    /** Replay is over and the server serves: its own gauge says so, or the endpoint does. */
    public boolean isReady() {
      return ready.orElse(false) || scrape.ready().orElse(false);
    }
  }

  /** No exposition came; how that showed is the failure. */
  record Refused(InstanceId instance, Moment at, Failure failure) implements Observation {}

  /**
   * An answer about us or from a box in between, or one we cannot read: no evidence either way.
   *
   * @param why what a person should read, without secrets
   */
  record Opaque(InstanceId instance, Moment at, BlindCause cause, String why)
      implements Observation {}

  /** We did not look, and this is why. */
  record NotLooked(InstanceId instance, Moment at, BlindCause cause) implements Observation {}
}
