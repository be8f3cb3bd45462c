package dev.deadair.store;

import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Subject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The row that a query stands at.
 *
 * <p>What is not there though it must be, or is not what we write, is an {@link
 * IllegalArgumentException} or a {@link java.time.DateTimeException}: the file is damaged.
 */
record Row(ResultSet result) {

  /** Makes a value of a row. */
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  /** What {@code reader} makes of every row of a query. */
  static <T> List<T> all(Connection connection, String sql, Reader<T> reader, Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, Cell.of(parameters[i]));
      }
      try (var result = statement.executeQuery()) {
        var all = new ArrayList<T>();
        var row = new Row(result);
        while (result.next()) {
          all.add(reader.read(row));
        }
        return all;
      }
    }
  }

  /** The one number that a query asks for. */
  static long number(Connection connection, String sql, Object... parameters) throws SQLException {
    return all(connection, sql, row -> row.result.getLong(1), parameters).getFirst();
  }

  Optional<String> maybeText(String column) throws SQLException {
    return Optional.ofNullable(result.getString(column));
  }

  String text(String column) throws SQLException {
    return maybeText(column).orElseThrow(() -> new IllegalArgumentException("no " + column));
  }

  Subject subject(String column) throws SQLException {
    return Cell.subject(text(column));
  }

  Optional<Instant> maybeInstant(String column) throws SQLException {
    return maybeText(column).map(Cell::instant);
  }

  Instant instant(String column) throws SQLException {
    return Cell.instant(text(column));
  }

  Optional<Boolean> maybeFlag(String column) throws SQLException {
    var flag = result.getBoolean(column);
    return result.wasNull() ? Optional.empty() : Optional.of(flag);
  }

  /**
   * The past moment that {@code column} has the wall time of, seen from {@code now}: not later than
   * that, though the clock may have been set back since.
   */
  Moment moment(String column, Moment now) throws SQLException {
    return now.noted(instant(column));
  }

  Optional<Moment> maybeMoment(String column, Moment now) throws SQLException {
    return maybeInstant(column).map(now::noted);
  }

  /** The moment that {@code column} has the wall time of, be it past or to come. */
  Moment anyMoment(String column, Moment now) throws SQLException {
    return now.at(instant(column));
  }

  boolean flag(String column) throws SQLException {
    return result.getBoolean(column);
  }

  int count(String column) throws SQLException {
    return result.getInt(column);
  }

  long whole(String column) throws SQLException {
    return result.getLong(column);
  }

  /** What is not there is no number. */
  double realOrNaN(String column) throws SQLException {
    var value = result.getDouble(column);
    return result.wasNull() ? Double.NaN : value;
  }

  double real(String column) throws SQLException {
    return result.getDouble(column);
  }
}
