package dev.deadair.turn.sim;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.replay.SimulatedServer;
import dev.deadair.replay.SimulatedServer.Condition;
import dev.deadair.replay.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One Prometheus server, and what is true of its data whoever looks. */
final class Replica {

  private final SimulatedServer server;
  private final List<Condition> troubles = new ArrayList<>();
  private Optional<BlindCause> opaque = Optional.empty();
  private long changed;

  /** Tells how many seconds it takes to answer; empty where it answers at once. */
  private Optional<LongSupplier> slow = Optional.empty();

  Replica(InstanceId id, Workload workload) {
    server = new SimulatedServer(id, workload, Clock.START);
  }

  InstanceId id() {
    return server.id();
  }

  /** Since when it has been in the condition it is in. */
  long changed() {
    return changed;
  }

  /** One more thing is wrong with it, which hides whatever was. */
  void suffers(Condition trouble, long time) {
    troubles.add(trouble);
    become(trouble, time);
  }

  /** One thing less is wrong with it; it runs once nothing is. */
  void recovers(Condition from, long time) {
    if (troubles.remove(from)) {
      become(troubles.isEmpty() ? Condition.RUNNING : troubles.getLast(), time);
    }
  }

  void heal(long time) {
    troubles.clear();
    opaque = Optional.empty();
    slow = Optional.empty();
    become(Condition.RUNNING, time);
  }

  private void become(Condition condition, long time) {
    if (condition != condition()) {
      server.advanceTo(Clock.instant(time));
      server.become(condition);
      changed = time;
    }
  }

  /** Something answers in its place, or it refuses our credentials; empty heals it. */
  void answerWith(Optional<BlindCause> cause, long time) {
    opaque = cause;
    changed = time;
  }

  /** It takes so many seconds to answer; empty heals it. */
  void slows(Optional<LongSupplier> takes) {
    slow = takes;
  }

  /** How many seconds it takes to answer, provided that it does. */
  long takes() {
    return slow.map(LongSupplier::getAsLong).orElse(0L);
  }

  Condition condition() {
    return server.condition();
  }

  /** Whether a look that reaches it finds data. */
  boolean showsData() {
    return opaque.isEmpty() && condition() == Condition.RUNNING;
  }

  /** Whether a look proves that there is none, given that the watcher's own sight is proven. */
  boolean showsNone() {
    return opaque.isEmpty() && condition() != Condition.RUNNING;
  }

  /** When its present life began. */
  Instant started() {
    return server.started();
  }

  /** When its present life last appended data. */
  long lastUseful() {
    return server.lastUseful().map(Clock::seconds).orElse(Clock.NEVER);
  }

  void advanceTo(long time) {
    server.advanceTo(Clock.instant(time));
  }

  Observation look(Moment at, boolean reachable) {
    return opaque
        .filter(_ -> reachable)
        .<Observation>map(cause -> new Observation.Opaque(id(), at, cause, "as simulated"))
        .orElseGet(() -> server.look(at, reachable));
  }
}
