package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.Set;

/**
 * What a member of an Alertmanager answered when it was asked for an incident that it had accepted.
 *
 * @param generation of the incident as it had been sent
 */
public record Holding(IncidentId incident, int generation, Route route, Moment at, As as) {

  /** How it holds it. */
  public sealed interface As {

    /** It would notify, by what its route tree says: the names of its receivers. */
    record Active(Set<String> receivers) implements As {
      public Active {
        receivers = Set.copyOf(receivers);
      }
    }

    /** An operator's silence keeps it quiet until that ends; the ids of the silences. */
    record Silenced(Set<String> by) implements As {
      public Silenced {
        by = Set.copyOf(by);
      }
    }

    /** Another alert keeps it quiet. */
    record Inhibited() implements As {}

    /** It took it and does not have it: it was killed in between, or its clock is not ours. */
    record Missing() implements As {}
  }
}
