package dev.deadair.store;

import dev.deadair.alert.Incidents;
import dev.deadair.alert.Openings;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Past;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a journal is read: as one whose every row must be sound, or for what is sound in it. */
sealed interface Reading permits Reading.OfAll, Salvage {

  /** For what stands or falls with the row it belongs to. */
  Connection connection();

  /**
   * What {@code reader} makes of the rows of a table.
   *
   * @param which the query from its {@code WHERE} on
   */
  <T> List<T> all(String table, String which, Row.Reader<T> reader, Object... parameters)
      throws SQLException;

  /**
   * What {@code reader} makes of this row, or {@code instead}, where that says less and is true.
   */
  <T> T of(Row row, String table, Row.Reader<T> reader, T instead) throws SQLException;

  /** The answer to something asked of a table, or {@code instead}, where that is no answer. */
  <T> T answer(String table, Question<T> question, T instead) throws SQLException;

  /** Something to ask a table. */
  interface Question<T> {
    T ask() throws SQLException;
  }

  /** What all of it together tells of earlier runs. */
  default Past past(Moment now, Optional<String> bootId) throws SQLException {
    var stepped = answer("kept", () -> Schema.stepped(connection(), now, bootId), Duration.ZERO);
    var then = now.unstepped(stepped);
    var judgements = JudgementTable.all(this);
    var memory =
        new Memory(
            ClockTable.all(this),
            JudgementTable.of(judgements, GroupId.class),
            JudgementTable.of(judgements, SiteId.class),
            BaselineTable.all(this),
            ServiceNameTable.all(this));
    var young = then.minus(Openings.SPAN).wall();
    return new Past(
        answer("kept", () -> Schema.seq(connection()), 0L),
        memory,
        DiagnosisTable.all(this),
        Incidents.of(IncidentTable.unclosed(this, then), IncidentTable.openings(this, young, then)),
        MaintenanceTable.all(this, then),
        DrillTable.all(this, then),
        stepped);
  }

  /** Of a journal that is sound: what is not is an exception. */
  record OfAll(Connection connection) implements Reading {

    @Override
    public <T> List<T> all(String table, String which, Row.Reader<T> reader, Object... parameters)
        throws SQLException {
      return Row.all(connection, "SELECT * FROM " + table + " " + which, reader, parameters);
    }

    @Override
    public <T> T of(Row row, String table, Row.Reader<T> reader, T instead) throws SQLException {
      return reader.read(row);
    }

    @Override
    public <T> T answer(String table, Question<T> question, T instead) throws SQLException {
      return question.ask();
    }
  }
}
