package dev.deadair.replay;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Signal;
import dev.deadair.replay.Event.Effect;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the lines {@code at TIME WHO WHAT} and {@code from TIME to TIME WHO WHAT}. */
final class EventReader {

  private static final String WATCHER = "watcher";

  private final Cast cast;
  private final Instant start;

  EventReader(Cast cast, Instant start) {
    this.cast = cast;
    this.start = start;
  }

  /** After the word {@code at}. */
  List<Event> at(Words words) throws Wrong {
    return List.of(event(words.time(start), words));
  }

  /** After the word {@code from}: what begins must end. */
  List<Event> fromTo(Words words) throws Wrong {
    var from = words.time(start);
    words.need("to");
    var to = words.time(start);
    if (to.compareTo(from) <= 0) {
      throw new Wrong(Spans.text(to) + " is not after " + Spans.text(from));
    }
    var begins = event(from, words);
    var who = begins.text().split(" ", 2)[0];
    var ends = who.equals(WATCHER) ? onWatcher(Words.of(0, "sees")) : recovery(who);
    var text = who + (who.equals(WATCHER) ? " sees" : " recover");
    return List.of(begins, new Event(to, Optional.empty(), text, ends));
  }

  private Effect recovery(String who) throws Wrong {
    return new Effect.OnServer(cast.simulated(who), SimulatedServer::recover);
  }

  private Event event(Duration at, Words words) throws Wrong {
    var text = new ArrayList<String>();
    text.add(words.peek());
    var who = words.word("who it happens to");
    text.add(words.rest());
    var effect = who.equals(WATCHER) ? onWatcher(words) : onAddress(cast.simulated(who), words);
    var every =
        words.take("every")
            ? Optional.of(words.positive("the interval"))
            : Optional.<Duration>empty();
    words.end();
    return new Event(at, every, String.join(" ", text), effect);
  }

  private Effect onAddress(InstanceId id, Words words) throws Wrong {
    if (words.take("answered-by")) {
      return new Effect.AtAddress(id, List.of(cast.simulated(words.word("a server"))));
    }
    if (words.take("shared-with")) {
      return new Effect.AtAddress(id, List.of(id, cast.simulated(words.word("a server"))));
    }
    return new Effect.OnServer(id, onServer(words));
  }

  private static Effect onWatcher(Words words) throws Wrong {
    var what = words.word("what happens to the watcher");
    return new Effect.OnWatcher(
        switch (what) {
          case "blind" -> simulation -> simulation.blind(true);
          case "sees" -> simulation -> simulation.blind(false);
          case "suspend" -> {
            var span = words.positive("how long");
            yield simulation -> simulation.suspend(span);
          }
          case "restart" -> {
            var away = words.take("away") ? words.positive("how long") : Duration.ofSeconds(2);
            yield simulation -> simulation.restart(away);
          }
          case "clock" -> {
            words.need("step");
            var by = words.signedSpan("how far");
            yield simulation -> simulation.stepClock(by);
          }
          default ->
              throw new Wrong(
                  "\""
                      + what
                      + "\" is nothing that happens to the watcher; use one of"
                      + " blind, sees, suspend, restart, clock step");
        });
  }

  private static Consumer<SimulatedServer> onServer(Words words) throws Wrong {
    var what = words.word("what happens");
    return switch (what) {
      case "refuse" -> become(Condition.KILLED);
      case "hang" -> become(Condition.FROZEN);
      case "stop" -> become(Condition.STOPPING);
      case "disk-full" -> become(Condition.FULL);
      case "reload" -> {
        words.need("waits");
        yield become(Condition.RELOADING);
      }
      case "recover" -> SimulatedServer::recover;
      case "restart" -> restart(words);
      case "crash-loop" -> crashLoop(words);
      case "replay" -> replay(words);
      case "timeout" -> failing(Failure.Kind.CONNECT_TIMEOUT);
      case "reset" -> failing(Failure.Kind.RESET);
      case "unreachable" -> failing(Failure.Kind.NO_ROUTE);
      case "unresolved" -> failing(Failure.Kind.DNS);
      case "untrusted" -> barring(BlindCause.TLS_TRUST, "its certificate is not trusted");
      case "too-large" -> barring(BlindCause.BODY_OVER_BOUND, "its /metrics is over bound");
      case "status" -> {
        var between = Obstacle.status(words.number("status"));
        yield server -> server.stand(between);
      }
      case "targets" -> targets(words);
      case "samples" -> {
        var number = words.number("number of samples");
        yield server -> server.give(server.workload().withSamples(number));
      }
      case "version" -> {
        var version = words.word("a version");
        yield server -> server.give(server.workload().withVersion(version));
      }
      case "labels" -> {
        var labels = Face.labels(words);
        yield server -> server.load(server.face().withLabels(labels));
      }
      case "configuration" -> {
        var name = words.word("what to call the new configuration");
        yield server -> server.load(server.face().withConfiguration(name));
      }
      case "head" -> {
        var ahead = words.signedSpan("how far ahead");
        yield server -> server.takeFutureSample(ahead);
      }
      case "clock" -> {
        words.need("step");
        var by = words.signedSpan("how far");
        yield server -> server.stepClock(by);
      }
      case "remote" -> {
        words.need("gone");
        yield SimulatedServer::loseRemote;
      }
      default -> signal(what, words);
    };
  }

  private static Consumer<SimulatedServer> become(Condition condition) {
    return server -> server.become(condition);
  }

  private static Consumer<SimulatedServer> failing(Failure.Kind kind) {
    return server -> server.stand(new Obstacle.Failing(kind, ""));
  }

  private static Consumer<SimulatedServer> barring(BlindCause cause, String why) {
    return server -> server.stand(new Obstacle.Barring(cause, why));
  }

  private static Consumer<SimulatedServer> restart(Words words) throws Wrong {
    var down = words.take("down") ? words.positive("how long") : Duration.ofSeconds(2);
    var replay = words.take("replay") ? words.span("how long") : Duration.ZERO;
    return server -> server.follow(Phases.restart(down, replay));
  }

  private static Consumer<SimulatedServer> crashLoop(Words words) throws Wrong {
    words.need("life");
    var life = words.positive("a life");
    var replay = words.take("replay") ? words.span("how long") : life;
    words.need("every");
    var pause = words.positive("the pause");
    if (replay.compareTo(life) > 0) {
      throw new Wrong(
          "a life of " + Spans.text(life) + " is shorter than its replay, " + Spans.text(replay));
    }
    return server -> server.follow(Phases.crashLoop(replay, life, pause));
  }

  private static Consumer<SimulatedServer> replay(Words words) throws Wrong {
    if (words.isOver()) {
      return server -> server.replayForever(false);
    }
    if (words.take("stuck")) {
      return server -> server.replayForever(true);
    }
    var span = words.positive("how long");
    return server -> server.follow(Phases.restart(Duration.ZERO, span));
  }

  private static Consumer<SimulatedServer> targets(Words words) throws Wrong {
    if (words.take("down")) {
      return become(Condition.STARVED);
    }
    var number = words.number("number of targets");
    return server -> server.give(server.workload().withTargets(number));
  }

  /** A counter rises, or a gauge is set, by the name of the metric or what is peculiar to it. */
  private static Consumer<SimulatedServer> signal(String what, Words words) throws Wrong {
    var signal = signal(what);
    var value = words.word("a number such as +1");
    try {
      var number = Double.parseDouble(value);
      return value.startsWith("+")
          ? server -> server.count(signal, number)
          : server -> server.set(signal, number);
    } catch (NumberFormatException _) {
      throw new Wrong("\"" + value + "\" is no number; use +1 to count, or 0 to set");
    }
  }

  private static Signal signal(String word) throws Wrong {
    for (var signal : Signal.values()) {
      if (signal.metric().equals(word) || signal.name().toLowerCase(Locale.ROOT).equals(word)) {
        return signal;
      }
    }
    throw new Wrong(
        "\""
            + word
            + "\" is nothing that happens to a server; use one of refuse, hang, stop, disk-full,"
            + " reload waits, recover, restart, crash-loop, replay, timeout, reset, unreachable,"
            + " unresolved, untrusted, too-large, status, targets, samples, version, labels,"
            + " configuration, head, clock step, remote gone, or one of its metrics such as"
            + " compactions_failed +1");
  }
}
