package dev.deadair.turn;

import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.replay.Server;
import dev.deadair.replay.SimulatedServer;
import dev.deadair.replay.SimulatedServer.Condition;
import dev.deadair.replay.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A simulated server, and what is true of its data: what judgement must find out. */
final class Witness implements Server {

  private final SimulatedServer server;
  private Optional<Instant> ofLivesBefore = Optional.empty();
  private Optional<Instant> lastShown = Optional.empty();
  private Optional<Instant> untold = Optional.empty();
  private Instant lastLook = Instant.MAX;
  private boolean met;

  Witness(InstanceId id, Workload workload, Instant started) {
    server = new SimulatedServer(id, workload, started);
  }

  @Override
  public InstanceId id() {
    return server.id();
  }

  Condition condition() {
    return server.condition();
  }

  Duration scrapeInterval() {
    return server.workload().every();
  }

  /** Each of its targets gives so many samples from now on. */
  void givesSamples(int samples) {
    server.give(server.workload().withSamples(samples));
  }

  void become(Condition next) {
    server.become(next);
    if (server.lastUseful().isEmpty()) {
      // What a life wrote and never showed goes with it.
      ofLivesBefore = lastShown;
    }
  }

  /** When it last appended something that is not its own report. */
  Optional<Instant> lastUseful() {
    return server.lastUseful().or(() -> ofLivesBefore);
  }

  /** The same as of the latest look that it answered: what came after, nobody can know. */
  Optional<Instant> lastShown() {
    return lastShown;
  }

  /** The watcher was killed; what it read in its last interval is lost. */
  void forgotten() {
    met = false;
  }

  @Override
  public void advanceTo(Instant now) {
    server.advanceTo(now);
  }

  @Override
  public Observation look(Moment at, boolean reachable) {
    var look = server.look(at, reachable);
    if (look instanceof Observation.Answered) {
      shown();
    }
    lastLook = at.wall();
    return look;
  }

  private void shown() {
    // What a life appended before anybody had read any, and looked meanwhile, tells no time.
    if (!met && !server.started().isAfter(lastLook)) {
      untold = lastUseful();
    }
    if (!lastUseful().equals(untold)) {
      lastShown = lastUseful();
    }
    met = true;
  }
}
