package dev.deadair.replay;

import dev.deadair.alert.Receiver;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.InstanceId;
import dev.deadair.turn.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** A scenario taken through the decision code, second by second, and held against its demands. */
public final class Replay {

  private static final Routing EVERYBODY =
      new Routing(
          Cast.WATCHER.name(),
          Optional.empty(),
          List.of(
              new Receiver(
                  "alertmanager",
                  Receiver.Nature.Level.DEFAULT,
                  Severity.WARNING,
                  List.of("alertmanager"),
                  Map.of()),
              new Receiver(
                  "pagerduty",
                  Receiver.Nature.Edge.DEFAULT,
                  Severity.CRITICAL,
                  List.of("pagerduty"),
                  Map.of())),
          Map.of());

  private final Scenario scenario;
  private final Map<InstanceId, SimulatedServer> simulated = new HashMap<>();
  private final Timeline timeline = new Timeline();
  private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));
  private final Simulation simulation;

  private Replay(Scenario scenario) {
    this.scenario = scenario;
    this.simulation =
        new Simulation(
            new Rules(scenario.inventory(), EVERYBODY),
            scenario.roles().stream().map(this::server).toList(),
            scenario.start(),
            scenario.timeout());
    events.addAll(scenario.events());
  }

  /** What came of {@code scenario}. */
  public static Outcome of(Scenario scenario) {
    return new Replay(scenario).run();
  }

  /** What came of a scenario; it is as demanded when nothing is unmet. */
  public record Outcome(Timeline timeline, List<Unmet> unmet) {
    public Outcome {
      unmet = List.copyOf(unmet);
    }
  }

  /**
   * A demand that was not met.
   *
   * @param line 0 for the one that every scenario makes: no page that no line expects
   */
  public record Unmet(int line, String expected, String got) {}

  private Server server(Role role) {
    return switch (role) {
      case Role.Written(var id, var values) ->
          new ScriptedServer(id, values, scenario.inventory().interval(), scenario.start());
      case Role.Simulated(var id, var workload, var face, _) -> {
        var server = new SimulatedServer(id, workload, scenario.start());
        server.face(face);
        simulated.put(id, server);
        yield server;
      }
    };
  }

  private Outcome run() {
    while (simulation.elapsed().compareTo(scenario.length()) < 0) {
      happen(simulation.elapsed());
      var turn = simulation.second();
      timeline.took(turn, simulation.now(), simulation.elapsed());
    }
    return new Outcome(timeline, unmet());
  }

  private void happen(Duration now) {
    for (var next = events.peek();
        next != null && next.at().compareTo(now) <= 0;
        next = events.peek()) {
      events.remove();
      timeline.happened(now, next.text());
      switch (next.effect()) {
        case Event.Effect.OnWatcher(var does) -> does.accept(simulation);
        case Event.Effect.OnServer(var id, var does) ->
            Optional.ofNullable(simulated.get(id)).ifPresent(does);
        case Event.Effect.AtAddress(var address, var answering) ->
            Optional.ofNullable(simulated.get(address))
                .ifPresent(
                    each ->
                        each.answeredBy(
                            answering.stream()
                                .flatMap(id -> Optional.ofNullable(simulated.get(id)).stream())
                                .toList()));
      }
      next.again().ifPresent(events::add);
    }
  }

  private List<Unmet> unmet() {
    var unmet = new ArrayList<Unmet>();
    for (var each : scenario.expectations()) {
      each.unmet(timeline).ifPresent(got -> unmet.add(new Unmet(each.line(), each.text(), got)));
    }
    timeline
        .told()
        .filter(each -> each.incident().alert().severity() == Severity.CRITICAL)
        .filter(each -> !isExpected(each))
        .forEach(
            each ->
                unmet.add(
                    new Unmet(
                        0,
                        "no page but those above",
                        each.incident().alert() + " at " + Spans.text(each.at()))));
    return unmet;
  }

  private boolean isExpected(Entry.Told told) {
    return scenario.expectations().stream()
        .anyMatch(each -> each instanceof Expectation.Told line && line.expects(told));
  }
}
