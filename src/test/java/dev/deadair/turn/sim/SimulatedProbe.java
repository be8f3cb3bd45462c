package dev.deadair.turn.sim;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.replay.SimulatedServer.Condition;
import dev.deadair.turn.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How one watcher looks at every server and at its control, and what may go wrong with that. */
final class SimulatedProbe {

  /** Seconds until a look is given up. */
  static final int TIMEOUT = 10;

  /** A look that ends so long after its time was under way while we were away: it tells nothing. */
  private static final int LATE = 10;

  private record Pending(int replica, long ends, Observation.Refused look) {}

  /** A look that ended, and what was true of the server then. */
  record Seen(int replica, Observation look, Instant life, long lastUseful, long at) {}

  private final List<Replica> replicas;
  private final int interval;

  /** Looks at all at once. */
  private final boolean coarse;

  /** Seconds that a look may take after one that was late; zero where none is patient. */
  private final long patience;

  /** When the patient look began that is under way at each; NEVER where none is. */
  private final long[] waits;

  /** How long the one that is asked there takes to answer. */
  private final long[] takes;

  /** Whether the latest look at each was late. */
  private final boolean[] late;

  private final List<Fact> facts = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private boolean blind;
  private boolean hangs;
  private boolean losesLook;
  private long latest;

  SimulatedProbe(List<Replica> replicas, int interval, boolean coarse, long patience) {
    this.replicas = replicas;
    this.interval = interval;
    this.coarse = coarse;
    this.patience = patience;
    this.waits = new long[replicas.size()];
    this.takes = new long[replicas.size()];
    this.late = new boolean[replicas.size()];
    abandon();
  }

  private void abandon() {
    pending.clear();
    Arrays.fill(waits, Clock.NEVER);
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
    abandon();
  }

  void loseLook() {
    losesLook = true;
  }

  /** It belongs to a new process, which knows of no look. */
  void restarted() {
    seen.clear();
    abandon();
    Arrays.fill(late, false);
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
      if (waits[i] != Clock.NEVER) {
        await(i, time, now);
      }
      if (isDue(time, step, i) && !goesOn(i, time, now)) {
        look(i, time, now);
      }
    }
    if (!pending.isEmpty()) {
      for (var each : pending) {
        if (each.ends() <= time) {
          var look = each.look();
          took(
              each.replica(),
              each.ends() + LATE < time
                  ? new Observation.NotLooked(look.instance(), now, BlindCause.NO_LOOK)
                  : new Observation.Refused(look.instance(), now, look.failure()));
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
    if (patience > 0 && !blind && isSlow(index)) {
      pending.add(new Pending(index, time + TIMEOUT, outOfTime(index, now)));
      waits[index] = late[index] ? time : Clock.NEVER;
      late[index] = true;
      return;
    }
    late[index] = false;
    var look = replica.look(now, !blind);
    if (look instanceof Observation.Refused refused && isUnanswered(refused)) {
      pending.add(new Pending(index, time + TIMEOUT, refused));
    } else {
      took(index, look);
    }
  }

  private boolean isSlow(int index) {
    var replica = replicas.get(index);
    takes[index] = replica.takes();
    return (takes[index] > TIMEOUT && replica.showsData())
        || replica.condition() == Condition.FROZEN;
  }

  /** A patient look goes on past its timeout; what it is sent meanwhile ends it. */
  private void await(int index, long time, Moment now) {
    var replica = replicas.get(index);
    var waited = time - waits[index];
    if (!blind && waited > TIMEOUT && waited >= takes[index]) {
      var look = replica.look(now, true);
      if (!(look instanceof Observation.Refused refused && isUnanswered(refused))) {
        waits[index] = Clock.NEVER;
        took(index, look);
        return;
      }
    }
    if (waited >= patience) {
      waits[index] = Clock.NEVER;
      took(index, outOfTime(index, now));
    }
  }

  /** Whether a look that is late says so once more, and goes on. */
  private boolean goesOn(int index, long time, Moment now) {
    if (waits[index] == Clock.NEVER) {
      return false;
    }
    took(index, outOfTime(index, now));
    var left = patience - (time - waits[index]);
    waits[index] = left < TIMEOUT ? Clock.NEVER : waits[index];
    return left >= TIMEOUT;
  }

  private Observation.Refused outOfTime(int index, Moment now) {
    var failure = new Failure(Failure.Kind.READ_TIMEOUT, "/metrics", "");
    return new Observation.Refused(replicas.get(index).id(), now, failure);
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
