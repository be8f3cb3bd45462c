package dev.deadair.view;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Exposed;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Replay;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a made-up server shows to a look at {@code now}, in a scene that began at {@code start}. */
@FunctionalInterface
public interface Script {

  Observation look(InstanceId id, Moment start, Moment now);

  /** Appends {@code rate} samples a second from 40 targets. */
  static Script producing(double rate) {
    return (id, start, now) -> answered(id, start, now, now.since(start), rate, Optional.empty());
  }

  /** Answers, and has appended nothing since {@code after} the start. */
  static Script stuckAfter(Duration after, double rate) {
    return (id, start, now) -> {
      var grown = now.since(start).compareTo(after) < 0 ? now.since(start) : after;
      return answered(id, start, now, grown, rate, Optional.empty());
    };
  }

  /**
   * Answers while it replays its write-ahead log, a segment every 20 s, after a start {@code since}
   * the beginning.
   */
  static Script replaying(Duration since) {
    return (id, start, now) -> {
      var done = now.since(start.plus(since)).toSeconds() / 20;
      return answered(
          id,
          start.plus(since),
          now,
          Duration.ZERO,
          0,
          Optional.of(new Replay(0, 119, Math.min(119, done))));
    };
  }

  /** Nobody listens. */
  static Script refusing() {
    return (id, start, now) ->
        new Observation.Refused(
            id, now, new Failure(Failure.Kind.REFUSED, "/metrics", "no process on the port"));
  }

  /** It does not want us. */
  static Script unauthorized() {
    return (id, start, now) ->
        new Observation.Opaque(
            id, now, BlindCause.UNAUTHORIZED, "401 on /metrics: our credentials are not accepted");
  }

  /** This, and {@code next} from {@code after} the start on. */
  default Script until(Duration after, Script next) {
    return (id, start, now) ->
        (now.since(start).compareTo(after) < 0 ? this : next).look(id, start, now);
  }

  private static Observation answered(
      InstanceId id,
      Moment start,
      Moment now,
      Duration grown,
      double rate,
      Optional<Replay> replay) {
    var ready = replay.isEmpty();
    var samples = grown.toMillis() / 1000.0 * rate;
    var scrape =
        Exposed.since(ready ? start.wall().minus(Duration.ofDays(9)) : start.wall())
            .isReady(ready)
            .appended((ready ? 1e9 : 0) + samples)
            .headMaxTime(start.wall().plus(grown))
            .scrapes(Map.of(Duration.ofSeconds(15), grown.toMillis() / 15_000.0 * 40))
            .targets(40)
            .scrape();
    return new Observation.Answered(id, now, Optional.of(true), Optional.of(ready), replay, scrape);
  }
}
