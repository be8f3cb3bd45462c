package dev.deadair.app;

import dev.deadair.alert.Route;
import dev.deadair.app.RouteSurvey.Finding;
import dev.deadair.liveness.Moment;
import dev.deadair.turn.Fact;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks again and again how the Alertmanagers route, and hands on what they say. */
final class RouteWatch implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);

  private final RouteSurvey survey;
  private final Supplier<Moment> clock;
  private final Consumer<Fact> sink;
  private final Set<Route> mute = new HashSet<>();

  RouteWatch(RouteSurvey survey, Supplier<Moment> clock, Consumer<Fact> sink) {
    this.survey = survey;
    this.clock = clock;
    this.sink = sink;
  }

  @Override
  public void run() {
    try {
      survey.ask().forEach(this::hand);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("routes=unread", e); // and asked again in a minute
    }
  }

  /** Says once that a member does not tell, and once that it does again. */
  private void hand(Finding finding) {
    var route = finding.route();
    switch (finding) {
      case Finding.Routed(_, var routes) -> {
        if (mute.remove(route)) {
          LOG.info("receiver={} member={} routes=read", route.receiver(), route.member());
        }
        sink.accept(new Fact.RouteProved(route, routes, clock.get()));
      }
      case Finding.Unrouted(_, var why) -> {
        if (mute.add(route)) {
          LOG.warn(
              "receiver={} member={} routes=unread because=\"{}\"",
              route.receiver(),
              route.member(),
              why);
        }
      }
    }
  }
}
