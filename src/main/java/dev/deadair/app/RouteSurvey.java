package dev.deadair.app;

import dev.deadair.alert.Route;
import dev.deadair.alert.Routes;
import dev.deadair.config.Settings;
import dev.deadair.lint.RoutesReader;
import dev.deadair.notify.Destination;
import dev.deadair.notify.Inquiry;
import dev.deadair.notify.Inquiry.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Asks every member of the Alertmanagers of a configuration how it routes. */
public final class RouteSurvey {

  private final List<Callable<Finding>> questions = new ArrayList<>();

  private final InstantSource clock;

  RouteSurvey(List<Destination> destinations, InstantSource clock) {
    this.clock = clock;
    for (var destination : destinations) {
      switch (destination) {
        case Destination.Alertmanager alertmanager -> {
          var inquiry = new Inquiry(alertmanager.access());
          for (var member : alertmanager.receiver().members()) {
            questions.add(() -> ask(inquiry, alertmanager, member));
          }
        }
        case Destination.PagerDuty _, Destination.Webhook _ -> {}
      }
    }
  }

  /** The survey of what {@code settings} name. */
  public static RouteSurvey of(Settings settings) {
    return new RouteSurvey(Wiring.destinations(settings, new Rotation()), InstantSource.system());
  }

  /** What came of asking one member. */
  public sealed interface Finding {

    Route route();

    /**
     * It says how it routes, and we understand it.
     *
     * @param ahead how far its clock is ahead of ours; empty where it tells no time
     */
    record Routed(Route route, Routes routes, Optional<Duration> ahead) implements Finding {}

    /** It does not, or we do not. */
    record Unrouted(Route route, String why) implements Finding {}
  }

  /** Asks all at once, and waits for every answer or its deadline. */
  public List<Finding> ask() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(questions)) {
        findings.add(answer.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a survey of routes failed", e.getCause());
    }
    return List.copyOf(findings);
  }

  private Finding ask(Inquiry inquiry, Destination.Alertmanager alertmanager, String member) {
    var route = new Route(alertmanager.receiver().name(), member);
    return switch (inquiry.ask(alertmanager.url(member), "/api/v2/status")) {
      case Reply.Unsaid(var why) -> new Finding.Unrouted(route, why);
      case Reply.Said(var body, var date) ->
          switch (RoutesReader.status(body)) {
            case RoutesReader.Result.Read(var routes) ->
                new Finding.Routed(
                    route, routes, date.map(it -> Duration.between(clock.instant(), it)));
            case RoutesReader.Result.NotRead(var line, var why) ->
                new Finding.Unrouted(route, "line " + line + " of its configuration " + why);
          };
    };
  }
}
