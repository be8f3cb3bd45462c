package dev.deadair.alert;

import dev.deadair.liveness.Moment;

/**
 * How far an incident is.
 *
 * <pre>
 * from                on                                                 to
 * (none)              its condition is reached                           Firing
 * Firing              data is back                                       Clearing
 * Clearing            data gone again                                    Firing
 * Clearing            data for clear-after, and we see it                Resolved
 * Resolved            everybody was told, or it opened anew              (closed)
 * </pre>
 */
public sealed interface Stage {

  /** It goes on. */
  record Firing() implements Stage {}

  /** Data has been back since {@code since}; not yet for long enough. */
  record Clearing(Moment since) implements Stage {}

  /** Over since {@code at}; there are receivers yet to be told. */
  record Resolved(Moment at) implements Stage {}

  default String word() {
    return switch (this) {
      case Firing _ -> "firing";
      case Clearing _ -> "clearing";
      case Resolved _ -> "resolved";
    };
  }
}
