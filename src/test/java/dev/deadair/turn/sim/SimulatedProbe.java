package dev.deadair.turn.sim;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.turn.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How one watcher looks at every server and at its control, and what may go wrong with that. */
final class SimulatedProbe {

  /** Seconds until a look is given up. */
  static final int TIMEOUT = 10;

  private record Pending(int replica, long ends, Observation.Refused look) {}

  /** A look that ended, and what was true of the server then. */
  record Seen(int replica, Observation look, Instant life, long lastUseful, long at) {}

  private final List<Replica> replicas;
  private final int interval;

  /** Looks at all at once. */
  private final boolean coarse;

  private final List<Fact> facts = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private boolean blind;
  private boolean hangs;
  private boolean losesLook;
  private long latest;

  SimulatedProbe(List<Replica> replicas, int interval, boolean coarse) {
    this.replicas = replicas;
    this.interval = interval;
    this.coarse = coarse;
  }

  boolean isBlind() {
    return blind;
  }

  void blind(boolean gone) {
    blind = gone;
  }

  boolean hangs() {
    return hangs;
  }

  void hang(boolean now) {
    hangs = now;
    pending.clear();
  }

  void loseLook() {
    losesLook = true;
  }

  /** It belongs to a new process, which knows of no look. */
  void restarted() {
    seen.clear();
    pending.clear();
  }

  /** What has been found since this was asked last. */
  List<Seen> taken() {
    var taken = List.copyOf(seen);
    seen.clear();
    return taken;
  }

  /** What it finds in this step. */
  List<Fact> look(long time, int step, Moment now) {
    latest = time;
    facts.clear();
    if (hangs) {
      return List.of();
    }
    if (isDue(time, step, 0)) {
      facts.add(new Fact.Asked("gateway", false, !blind, now));
    }
    for (var i = 0; i < replicas.size(); i++) {
      if (isDue(time, step, i)) {
        look(i, time, now);
      }
    }
    if (!pending.isEmpty()) {
      for (var each : pending) {
        if (each.ends() <= time) {
          var look = each.look();
          took(each.replica(), new Observation.Refused(look.instance(), now, look.failure()));
        }
      }
      pending.removeIf(each -> each.ends() <= time);
    }
    return List.copyOf(facts);
  }

  private boolean isDue(long time, int step, int index) {
    var phase = coarse ? 0 : 5 * (index % 3);
    return Math.floorDiv(time + phase, interval) > Math.floorDiv(time + phase - step, interval);
  }

  private void look(int index, long time, Moment now) {
    var replica = replicas.get(index);
    if (losesLook) {
      losesLook = false;
      took(index, new Observation.NotLooked(replica.id(), now, BlindCause.INBOX_FULL));
      return;
    }
    var look = replica.look(now, !blind);
    if (look instanceof Observation.Refused refused && isUnanswered(refused)) {
      pending.add(new Pending(index, time + TIMEOUT, refused));
    } else {
      took(index, look);
    }
  }

  private static boolean isUnanswered(Observation.Refused refused) {
    return refused.failure().kind() == Failure.Kind.CONNECT_TIMEOUT
        || refused.failure().kind() == Failure.Kind.READ_TIMEOUT;
  }

  private void took(int index, Observation look) {
    var replica = replicas.get(index);
    facts.add(new Fact.Looked(look));
    seen.add(new Seen(index, look, replica.started(), replica.lastUseful(), latest));
  }
}
