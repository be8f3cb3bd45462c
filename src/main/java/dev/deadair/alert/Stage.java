package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How far an incident is.
 *
 * <pre>
 * from       on                                                            to
 * (none)     its condition is reached                                      Firing
 * Firing     data is back                                                  Clearing
 * Clearing   data gone again                                               Firing
 * Clearing   data for clear-after, we see it, it does not flap             Closing
 * Closing    data gone again                                               Firing
 * Closing    no Alertmanager holds it, nothing of it is on its way         Resolved
 * Resolved   everybody was told, or it opened anew                         (closed)
 * </pre>
 *
 * From {@code Resolved} on a receiver that closes may have closed: what comes back is another
 * incident.
 */
public sealed interface Stage {

  /** It goes on. */
  record Firing() implements Stage {}

  /** Data has been back since {@code since}; not yet for long enough. */
  record Clearing(Moment since) implements Stage {}

  /**
   * Over since {@code since}; Alertmanagers are told, PagerDuty is not yet.
   *
   * @param quiet since when none of them holds it, by what they answered or by its lease
   */
  record Closing(Moment since, Optional<Moment> quiet) implements Stage {}

  /** Over since {@code since}; everybody is told. */
  record Resolved(Moment since) implements Stage {}

  /** This stage with its moments as {@code dating} has them. */
  default Stage dated(UnaryOperator<Moment> dating) {
    return switch (this) {
      case Firing _ -> this;
      case Clearing(var since) -> new Clearing(dating.apply(since));
      case Closing(var since, var quiet) -> new Closing(dating.apply(since), quiet.map(dating));
      case Resolved(var since) -> new Resolved(dating.apply(since));
    };
  }

  default String word() {
    return switch (this) {
      case Firing _ -> "firing";
      case Clearing _ -> "clearing";
      case Closing _ -> "closing";
      case Resolved _ -> "resolved";
    };
  }
}
