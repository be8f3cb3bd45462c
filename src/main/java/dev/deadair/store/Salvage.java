package dev.deadair.store;

import dev.deadair.liveness.Moment;
import dev.deadair.turn.Past;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a damaged journal still tells, row by row: one that cannot be read is left behind and
 * counted, the others are not lost with it.
 */
final class Salvage implements Reading {

  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

  private final Connection connection;

  /** Rows that tell nothing, by table. */
  private final Map<String, Set<Long>> rows = new TreeMap<>();

  /** Tables of which nobody knows how many rows there were beside those that were read. */
  private final Set<String> cut = new TreeSet<>();

  Salvage(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public Past past(Moment now, Optional<String> bootId) {
    try {
      return Reading.super.past(now, bootId);
    } catch (SQLException e) {
      throw new IllegalStateException("what is asked of a damaged file may fail", e);
    }
  }

  @Override
  public <T> List<T> all(String table, String which, Row.Reader<T> reader, Object... parameters) {
    var all = new ArrayList<T>();
    try {
      Row.all(
          connection,
          "SELECT rowid, * FROM " + table + " " + which,
          row -> added(all, row, table, reader),
          parameters);
    } catch (SQLException e) {
      LOG.debug("table {} cannot be read on", table, e);
      cut.add(table);
    }
    return all;
  }

  private <T> boolean added(List<T> all, Row row, String table, Row.Reader<T> reader)
      throws SQLException {
    try {
      return all.add(reader.read(row));
    } catch (SQLException | RuntimeException e) { // a value that we have never written, too
      return isLost(row, table, e);
    }
  }

  @Override
  public <T> T of(Row row, String table, Row.Reader<T> reader, T instead) throws SQLException {
    try {
      return reader.read(row);
    } catch (SQLException | RuntimeException e) {
      isLost(row, table, e);
      return instead;
    }
  }

  @Override
  public <T> T answer(String table, Question<T> question, T instead) {
    try {
      return question.ask();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("table {} gives no answer", table, e);
      cut.add(table);
      return instead;
    }
  }

  private boolean isLost(Row row, String table, Exception why) throws SQLException {
    LOG.debug("a row of table {} cannot be read", table, why);
    return rows.computeIfAbsent(table, _ -> new LinkedHashSet<>()).add(row.whole("rowid"));
  }

  /** What came of it, to follow what became of the file. */
  String words() {
    var unread = unread();
    return unread.isEmpty()
        ? "; all that it holds is kept"
        : "; what else it holds is kept, but not " + unread;
  }

  private String unread() {
    var words = new ArrayList<String>();
    rows.forEach((table, lost) -> words.add(counted(lost.size()) + " of " + table));
    cut.forEach(
        table -> words.add((rows.containsKey(table) ? "more" : "some or all") + " of " + table));
    return String.join(", ", words);
  }

  private static String counted(int rows) {
    return rows == 1 ? "1 row" : rows + " rows";
  }
}
