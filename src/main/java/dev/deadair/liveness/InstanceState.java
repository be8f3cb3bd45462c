package dev.deadair.liveness;

import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Observation.NotLooked;
import dev.deadair.liveness.Observation.Opaque;
import dev.deadair.liveness.Observation.Refused;
import java.time.Instant;

/**
 * What one instance does, as its looks show it.
 *
 * <p>Only {@link Producing} is data. Being blind changes no state: the last one stays.
 */
public sealed interface InstanceState {

  /** When the state began; for all but {@link Producing} and {@link Unknown}, when data stopped. */
  Instant since();

  /** Not looked at yet. */
  record Unknown(Instant since) implements InstanceState {}

  /** It answers and replays its write-ahead log: neither health nor death, and no data. */
  record Starting(Instant since) implements InstanceState {}

  /** Useful data advances. */
  record Producing(Instant since) implements InstanceState {}

  /** It appends, but nothing beyond its own reports and rules. */
  record Idle(Instant since) implements InstanceState {}

  /** It answers, and appends nothing at all. */
  record Stalled(Instant since) implements InstanceState {}

  /** It starts again and again, and never lives long enough to have data. */
  record CrashLooping(Instant since) implements InstanceState {}

  /** It gives no answer. */
  record Down(Instant since, Failure failure) implements InstanceState {}

  default boolean isProducing() {
    return this instanceof Producing;
  }

  /** The lower-case word of board, API and metrics. */
  default String word() {
    return switch (this) {
      case Unknown _ -> "unknown";
      case Starting _ -> "starting";
      case Producing _ -> "producing";
      case Idle _ -> "idle";
      case Stalled _ -> "stalled";
      case CrashLooping _ -> "crash-looping";
      case Down _ -> "down";
    };
  }

  /** What {@code look} shows of an instance in this state, in a few words. */
  default String words(Observation look, Lives lives) {
    return switch (look) {
      case Refused refused when this instanceof CrashLooping ->
          lives.starts().size() + " starts in a quarter of an hour; " + refused.failure().words();
      case Refused refused -> refused.failure().words();
      case Opaque opaque -> opaque.why();
      case NotLooked notLooked -> "not looked at: " + notLooked.cause().code();
      case Answered answered when !answered.isReady() -> "answers, replaying its write-ahead log";
      case Answered _ ->
          switch (this) {
            case Producing _ -> "data advances";
            case Idle _ -> "answers, and appends nothing but its own reports";
            case Stalled _ -> "answers, and appends nothing";
            case CrashLooping _ -> "answers, for as long as it lives";
            case Unknown _, Starting _, Down _ -> "answers";
          };
    };
  }
}
