package dev.deadair.replay;

import dev.deadair.alert.Drills;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Mutes;
import dev.deadair.alert.Openings;
import dev.deadair.diagnosis.Diagnosis;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.turn.Past;
import dev.deadair.turn.Turn;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A journal that holds absolute values in memory, as the real one does on disk. */
final class MemoryJournal {

  private long seq;

  /** By which what it holds is dated; empty where nobody knows how they went on. */
  private Optional<Moment> clocks = Optional.empty();

  private Memory memory = Memory.NONE;
  private final Map<InstanceId, Diagnosis> diagnoses = new HashMap<>();
  private Mutes mutes = Mutes.NONE;
  private Drills drills = Drills.NONE;
  private final Map<IncidentId, Incident> incidents = new LinkedHashMap<>();
  private final Map<IncidentId, Incident> opened = new LinkedHashMap<>();

  void commit(Turn turn) {
    seq = turn.seq();
    clocks = Optional.of(turn.state().clocksKept());
    memory = memory.and(turn.changes().memory());
    diagnoses.putAll(turn.changes().diagnoses());
    turn.changes().incidents().forEach(each -> incidents.put(each.id(), each));
    turn.changes().incidents().forEach(each -> opened.put(each.id(), each));
    mutes = turn.changes().mutes().orElse(mutes);
    drills = turn.changes().drills().orElse(drills);
    turn.changes().closed().forEach(each -> incidents.remove(each.id()));
  }

  /** The machine that wrote it begins its clocks anew. */
  void rebooted() {
    clocks = Optional.empty();
  }

  /** For a run that begins at {@code now}: of moments the wall time alone is kept. */
  Past load(Moment now) {
    var stepped = clocks.map(now::stepped).orElse(Duration.ZERO);
    var then = now.unstepped(stepped);
    UnaryOperator<Moment> noted = at -> then.noted(at.wall());
    return new Past(
        seq,
        memory,
        diagnoses,
        Incidents.of(
            incidents.values().stream().map(each -> each.dated(noted)).toList(),
            Openings.of(opened.values().stream().map(each -> each.dated(noted)).toList())),
        mutes.dated(at -> then.at(at.wall())),
        drills.dated(noted),
        stepped);
  }
}
