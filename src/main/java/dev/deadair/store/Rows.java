package dev.deadair.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A statement that writes, executed once for each row. */
final class Rows implements AutoCloseable {

  private final PreparedStatement statement;

  Rows(Connection connection, String sql) throws SQLException {
    statement = connection.prepareStatement(sql);
  }

  /** Values are what {@link Cell#of(Object)} takes; an empty {@code Optional} is a null. */
  void put(Object... values) throws SQLException {
    for (var i = 0; i < values.length; i++) {
      statement.setObject(i + 1, Cell.of(values[i]));
    }
    statement.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
