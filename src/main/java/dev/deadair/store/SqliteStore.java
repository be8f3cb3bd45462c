package dev.deadair.store;

import dev.deadair.liveness.Moment;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Past;
import dev.deadair.turn.State;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as a SQLite file.
 *
 * <p>After any failure the connection is dropped and the next write makes a new one, so whatever
 * mends the disk mends the journal. A file that is damaged, or that turns out to hold another past
 * than the one we know, is set aside; the one that takes its place is written whole.
 */
public final class SqliteStore implements Store {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

  /** No turn, and not even the certainty that the file holds none. */
  private static final long UNREAD = -1;

  private final StorageDirectory directory;
  private final InstantSource clock;
  private final Optional<String> bootId;
  private final Consumer<String> lost;

  private @Nullable Connection connection;
  private Optional<Object> file = Optional.empty();

  /** The newest turn that the file is known to hold, and the newest that it may hold. */
  private long kept = UNREAD;

  private long tried = UNREAD;

  private SqliteStore(
      StorageDirectory directory,
      InstantSource clock,
      Optional<String> bootId,
      Consumer<String> lost) {
    this.directory = directory;
    this.clock = clock;
    this.bootId = bootId;
    this.lost = lost;
  }

  /**
   * The store under {@code directory}, which is created where it is missing and ours alone until
   * {@link #close}.
   *
   * @throws IOException where it cannot be, with a message for the operator that names it
   */
  public static SqliteStore open(Path directory, InstantSource clock) throws IOException {
    return open(directory, clock, Optional.empty(), _ -> {});
  }

  /**
   * The same.
   *
   * @param bootId of the machine; empty where it does not tell
   * @param lost hears of every file that had to be set aside
   */
  static SqliteStore open(
      Path directory, InstantSource clock, Optional<String> bootId, Consumer<String> lost)
      throws IOException {
    return new SqliteStore(StorageDirectory.claim(directory), clock, bootId, lost);
  }

  @Override
  public Loaded load(Moment now) throws IOException {
    try {
      return new Loaded(known(connected(), now), Optional.empty());
    } catch (SQLException e) {
      return Sqlite.isForeign(e) || Sqlite.isDamage(e) ? salvaged(e, now) : readOnly(e, now);
    } catch (IOException e) {
      disconnect();
      throw e;
    } catch (RuntimeException e) { // from a value that we have never written
      return salvaged(e, now);
    }
  }

  private Past known(Connection open, Moment now) throws SQLException {
    Sqlite.requireSound(open);
    var past = new Reading.OfAll(open).past(now, bootId);
    var written = directory.mark();
    if (past.seq() < written) {
      throw new IllegalArgumentException(
          "it holds turn " + past.seq() + ", and turn " + written + " was written");
    }
    kept = past.seq();
    tried = past.seq();
    return past;
  }

  /** What a damaged file still tells; it is set aside all the same. */
  private Loaded salvaged(Exception damage, Moment now) {
    if (connection == null) {
      return new Loaded(Past.NONE, Optional.of(damaged(damage)));
    }
    var salvage = new Salvage(connection);
    var past = salvage.past(now, bootId);
    var isBehind = past.seq() != 0 && past.seq() < directory.mark();
    return new Loaded(
        isBehind ? past.withoutOpen() : past, Optional.of(damaged(damage, salvage.words())));
  }

  /**
   * A disk that takes nothing may still tell what it holds, and then nothing is lost: also where an
   * earlier version has written it, and this one cannot bring the file itself up to date.
   */
  private Loaded readOnly(SQLException failure, Moment now) throws IOException {
    var why = failed(failure);
    try (var copy = Sqlite.copied(directory.journal())) {
      Schema.migrate(copy, clock.instant());
      var past = known(copy, now);
      LOG.warn("journal=read-only why=\"{}\"", why);
      return new Loaded(past, Optional.empty());
    } catch (SQLException | RuntimeException e) {
      LOG.debug("nor can it be read", e);
      return new Loaded(Past.NONE, Optional.of(why));
    }
  }

  @Override
  public Commit write(State state, Changes changes) {
    try {
      return written(ready(), state, changes);
    } catch (SQLException e) {
      return new Commit.Unkept(failed(e));
    } catch (IOException e) {
      disconnect();
      return new Commit.Unkept(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void leftBehind() {
    disconnect();
    kept = UNREAD;
    tried = UNREAD;
  }

  private Commit written(Connection open, State state, Changes changes) throws SQLException {
    Sqlite.begin(open);
    var held = Schema.seq(open);
    if (state.seq() < held) {
      Sqlite.rollback(open);
      return new Commit.Unkept(
          "turn " + state.seq() + " is older than " + held + ", which is held");
    }
    tried = state.seq();
    put(open, state.seq(), held == 0 ? withAllOf(state, changes) : changes);
    Schema.seq(open, state.seq(), state.clocksKept(), bootId);
    Sqlite.commit(open);
    requireReadable(state.seq());
    directory.mark(state.seq());
    kept = state.seq();
    return new Commit.Kept();
  }

  /**
   * What was written is what others read: a log that somebody took away from under us still takes
   * every write, and holds none of them.
   */
  private void requireReadable(long seq) throws SQLException {
    try (var reader = Sqlite.reader(directory.journal())) {
      var read = Schema.seq(reader);
      if (read != seq) {
        throw new SQLException("turn " + seq + " was written, and turn " + read + " is read");
      }
    }
  }

  private static Changes withAllOf(State state, Changes changes) {
    var whole = Changes.whole(state);
    return new Changes(
        whole.incidents(),
        changes.closed(),
        changes.transitions(),
        changes.timeline(),
        whole.memory(),
        whole.diagnoses(),
        whole.mutes(),
        whole.drills());
  }

  private static void put(Connection open, long seq, Changes changes) throws SQLException {
    IncidentTable.put(open, seq, changes.incidents(), changes.closed());
    ClockTable.put(open, seq, changes.memory().instances());
    JudgementTable.put(open, seq, changes.memory().groups());
    JudgementTable.put(open, seq, changes.memory().sites());
    BaselineTable.put(open, seq, changes.memory().baselines());
    ServiceNameTable.put(open, seq, changes.memory().names());
    TransitionTable.put(open, seq, changes.transitions());
    ChangeTable.put(open, seq, changes.timeline());
    DiagnosisTable.put(open, seq, changes.diagnoses());
    if (changes.mutes().isPresent()) {
      MaintenanceTable.put(open, seq, changes.mutes().get());
    }
    if (changes.drills().isPresent()) {
      DrillTable.put(open, seq, changes.drills().get());
    }
  }

  /** A connection to a file that holds what we know to be kept, or nothing. */
  private Connection ready() throws SQLException, IOException {
    if (connection != null && directory.journalKey().equals(file)) {
      return connection;
    }
    var open = connected();
    var held = Schema.seq(open);
    if (held != 0 && (held < kept || held > tried)) {
      throw new IOException(setAside("journal.db holds another past than ours", "unread", ""));
    }
    return open;
  }

  private Connection connected() throws SQLException, IOException {
    disconnect();
    var open = Sqlite.writer(directory.journal());
    connection = open;
    file = directory.journalKey();
    Sqlite.makeDurable(open);
    Schema.migrate(open, clock.instant());
    return open;
  }

  private String failed(SQLException e) {
    // A file that never held a turn is not worth keeping, least of all one a second.
    if (Sqlite.isDamage(e) && kept != 0) {
      return damaged(e);
    }
    disconnect();
    var cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
    return "the journal cannot be used: " + e.getMessage() + cause;
  }

  private String damaged(Exception e) {
    return damaged(e, "");
  }

  private String damaged(Exception e, String rest) {
    return setAside("journal.db is damaged (" + e.getMessage() + ")", "corrupt", rest);
  }

  /** Makes room for a new file, and says in words what became of the old one. */
  private String setAside(String what, String why, String rest) {
    try {
      // While it is still open: closing would fold the write-ahead log into a file of that name.
      var aside = directory.setAside(why, clock.instant());
      var said = what + " and has been set aside as " + aside + rest;
      lost.accept(said);
      return said;
    } catch (IOException e) {
      return what + " and cannot be set aside: " + e;
    } finally {
      disconnect();
      kept = 0;
      tried = 0;
    }
  }

  private void disconnect() {
    var old = connection;
    connection = null;
    Sqlite.close(old);
  }

  @Override
  public void close() {
    disconnect();
    directory.close();
  }
}
