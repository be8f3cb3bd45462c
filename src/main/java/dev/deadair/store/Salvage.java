package dev.deadair.store;

import dev.deadair.alert.Drills;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Mutes;
import dev.deadair.alert.Openings;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Past;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a damaged journal still tells, table by table: one that cannot be read as a whole is left
 * behind, the others are not lost with it.
 */
final class Salvage {

  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

  private final Set<String> unread = new LinkedHashSet<>();

  private Salvage() {}

  static Past of(Connection open, Moment now, Optional<String> bootId) {
    var salvage = new Salvage();
    var past = salvage.past(open, now, bootId);
    LOG.warn("journal=damaged unreadable=\"{}\" what else it holds is kept", salvage.unread);
    return past;
  }

  private Past past(Connection open, Moment now, Optional<String> bootId) {
    var stepped = read("kept", () -> Schema.stepped(open, now, bootId), Duration.ZERO);
    var then = now.unstepped(stepped);
    var memory =
        new Memory(
            read("instance_clock", () -> ClockTable.all(open), Map.of()),
            read("judgement", () -> JudgementTable.of(open, GroupId.class), Map.of()),
            read("judgement", () -> JudgementTable.of(open, SiteId.class), Map.of()),
            read("baseline", () -> BaselineTable.all(open), Map.of()),
            read("service_name", () -> ServiceNameTable.all(open), Map.of()));
    var young = then.minus(Openings.SPAN).wall();
    var unclosed = read("incident", () -> IncidentTable.unclosed(open, then), List.<Incident>of());
    var openings = read("incident", () -> IncidentTable.openings(open, young, then), Openings.NONE);
    return new Past(
        read("kept", () -> Schema.seq(open), 0L),
        memory,
        read("diagnosis", () -> DiagnosisTable.all(open), Map.of()),
        Incidents.of(unclosed, openings),
        read("maintenance", () -> MaintenanceTable.all(open, then), Mutes.NONE),
        read("drill", () -> DrillTable.all(open, then), Drills.NONE),
        stepped);
  }

  private <T> T read(String table, Question<T> question, T nothing) {
    try {
      return question.ask();
    } catch (SQLException | RuntimeException e) { // a value that we have never written, too
      LOG.debug("table {} cannot be read", table, e);
      unread.add(table);
      return nothing;
    }
  }

  /** Something to ask a table. */
  private interface Question<T> {
    T ask() throws SQLException;
  }
}
