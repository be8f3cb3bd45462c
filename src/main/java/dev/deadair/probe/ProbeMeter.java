package dev.deadair.probe;

import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Observation.NotLooked;
import dev.deadair.liveness.Observation.Opaque;
import dev.deadair.liveness.Observation.Refused;
import java.time.Duration;
import java.util.Locale;

/** What counts the looks. Called on event loops, from several at a time; must not block. */
public interface ProbeMeter {

  /** An endpoint was answered whole, whatever the answer said. */
  void answered(Endpoint endpoint, Duration took);

  /** A look ended. */
  void looked(Observation look);

  /** A slot's turn came by so much later than it was due. */
  void late(Duration by);

  /** A slot's turn passed without a look: the last one was still under way. */
  void skipped();

  /** The word that counts an observation among its like, in kebab case: one of a few dozen. */
  static String outcome(Observation look) {
    return switch (look) {
      case Answered _ -> "answered";
      case Refused refused ->
          refused.failure().kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
      case Opaque opaque -> opaque.cause().code();
      case NotLooked notLooked -> notLooked.cause().code();
    };
  }
}
