package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.List;
import java.util.Optional;

/**
 * What was found about our alerts' ways through the Alertmanagers.
 *
 * @param at when; empty while none of them has said how it routes
 */
public record RouteReview(List<RouteFault> faults, Optional<Moment> at) {

  public static final RouteReview NONE = new RouteReview(List.of(), Optional.empty());

  public RouteReview {
    faults = List.copyOf(faults);
  }
}
