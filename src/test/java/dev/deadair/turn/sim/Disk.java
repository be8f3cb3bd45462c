package dev.deadair.turn.sim;

import dev.deadair.alert.Drills;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Mutes;
import dev.deadair.alert.Openings;
import dev.deadair.diagnosis.Diagnosis;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Hours;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Memory.RememberedInstance;
import dev.deadair.liveness.Memory.RememberedJudgement;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Past;
import dev.deadair.turn.Turn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One watcher's journal: absolute values on a disk that may fail, and what still waits for it. */
final class Disk {

  /** How it takes writes. */
  enum Health {
    FINE,
    /** Every write fails. */
    FULL,
    /** A write that does not answer in time arrives all the same. */
    HUNG
  }

  private Health health = Health.FINE;

  /** Whether it holds what is known to be wrong with servers, too. */
  private final boolean holdsFindings;

  private Changes waiting = Changes.NONE;

  private long seq;

  /** By which what it holds is dated. */
  private Optional<Moment> clocks = Optional.empty();

  private final Map<InstanceId, RememberedInstance> instances = new LinkedHashMap<>();
  private final Map<GroupId, RememberedJudgement> groups = new LinkedHashMap<>();
  private final Map<SiteId, RememberedJudgement> sites = new LinkedHashMap<>();
  private final Map<GroupId, Hours> baselines = new LinkedHashMap<>();
  private final Map<InstanceId, Diagnosis> diagnoses = new LinkedHashMap<>();
  private final Map<IncidentId, Incident> incidents = new LinkedHashMap<>();
  private final Map<IncidentId, Incident> opened = new LinkedHashMap<>();
  private Mutes mutes = Mutes.NONE;

  Disk(boolean holdsFindings) {
    this.holdsFindings = holdsFindings;
  }

  Health health() {
    return health;
  }

  void become(Health next) {
    health = next;
  }

  /** The newest turn that it holds. */
  long seq() {
    return seq;
  }

  /** What the journal does with a turn: it holds this one and all before it, or does not. */
  Commit commit(Turn turn) {
    if (!turn.changes().isEmpty()) {
      waiting = waiting.isEmpty() ? turn.changes() : waiting.and(turn.changes());
    }
    if (waiting.isEmpty()) {
      return new Commit.Kept();
    }
    return switch (health) {
      case FULL -> new Commit.Unkept("full");
      case HUNG -> {
        write(turn);
        yield new Commit.Unkept("hung");
      }
      case FINE -> {
        write(turn);
        yield new Commit.Kept();
      }
    };
  }

  private void write(Turn turn) {
    hold(seq == 0 ? Changes.whole(turn.state()) : waiting);
    waiting = Changes.NONE;
    seq = turn.seq();
    clocks = Optional.of(turn.state().clocksKept());
  }

  private void hold(Changes changes) {
    changes.incidents().forEach(each -> incidents.put(each.id(), each));
    changes.incidents().forEach(each -> opened.put(each.id(), each));
    changes.closed().forEach(each -> incidents.remove(each.id()));
    instances.putAll(changes.memory().instances());
    groups.putAll(changes.memory().groups());
    sites.putAll(changes.memory().sites());
    baselines.putAll(changes.memory().baselines());
    if (holdsFindings) {
      diagnoses.putAll(changes.diagnoses());
    }
    mutes = changes.mutes().orElse(mutes);
  }

  /** Whether something waits that the next run will not find. */
  boolean keepsNotAll() {
    return !waiting.isEmpty();
  }

  /** It is damaged, and has been set aside. */
  void wipe() {
    seq = 0;
    clocks = Optional.empty();
    waiting = Changes.NONE;
    incidents.clear();
    opened.clear();
    instances.clear();
    groups.clear();
    sites.clear();
    baselines.clear();
    diagnoses.clear();
    mutes = Mutes.NONE;
  }

  /** What the next run finds; what waited went with the one before. */
  Past load(Moment now) {
    waiting = Changes.NONE;
    var stepped = clocks.map(now::stepped).orElse(Duration.ZERO);
    var then = now.unstepped(stepped);
    UnaryOperator<Moment> noted = at -> then.noted(at.wall());
    return new Past(
        seq,
        new Memory(instances, groups, sites, baselines),
        diagnoses,
        Incidents.of(
            incidents.values().stream().map(each -> each.dated(noted)).toList(),
            Openings.of(
                opened.values().stream()
                    .filter(each -> !each.openedAt().wall().isAfter(then.wall()))
                    .map(each -> each.dated(noted))
                    .toList())),
        Mutes.of(mutes.all().stream().map(each -> read(each, then)).toList()),
        Drills.NONE,
        stepped);
  }

  /** Its end is to come, as no other moment in a journal is. */
  private static Maintenance read(Maintenance kept, Moment then) {
    return new Maintenance(
        kept.id(),
        kept.subject(),
        then.noted(kept.from().wall()),
        then.at(kept.until().wall()),
        kept.untilProducing(),
        kept.comment(),
        kept.author(),
        kept.down(),
        kept.endedAt().map(each -> then.noted(each.wall())));
  }
}
