package dev.deadair.store;

import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.liveness.Change;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Transition;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the journal still holds of what is over, for people.
 *
 * <p>Each question opens a connection of its own, so any thread may ask, nothing here waits for the
 * writer, and a journal that was set aside is simply not there any more. It blocks on the disk.
 */
public final class Archive {

  private final Path journal;

  /** Of the journal under {@code directory}. */
  public Archive(Path directory) {
    journal = StorageDirectory.journalIn(directory.toAbsolutePath().normalize());
  }

  /** The incidents closed last, the latest first. */
  public List<Incident> recentClosed(int limit, Moment now) throws IOException {
    return read(open -> IncidentTable.closed(open, limit, asNoted(now)));
  }

  /** The incident of that id; empty where none is, or it is not closed. */
  public Optional<Incident> closed(IncidentId id, Moment now) throws IOException {
    return read(open -> IncidentTable.closed(open, id, asNoted(now))).stream().findFirst();
  }

  /** The transitions of {@code site} and what belongs to it, from {@code from} up to {@code to}. */
  public List<Transition> transitions(SiteId site, Instant from, Instant to, Moment now)
      throws IOException {
    return read(open -> TransitionTable.of(open, site, from, to, asNoted(now)));
  }

  /** What servers of {@code site} said of themselves anew, from {@code from} up to {@code to}. */
  public List<Change> changes(SiteId site, Instant from, Instant to) throws IOException {
    return read(open -> ChangeTable.of(open, site, from, to));
  }

  /** People are shown the times that were noted, also where our clock has been set back since. */
  private static Moment asNoted(Moment now) {
    return now.at(Instant.MAX);
  }

  private <T> List<T> read(Question<T> question) throws IOException {
    try (var open = Sqlite.reader(journal)) {
      return question.ask(open);
    } catch (SQLException | IllegalArgumentException | DateTimeException e) {
      throw new IOException("the journal cannot be read: " + e.getMessage(), e);
    }
  }

  /** Something to ask the tables. */
  private interface Question<T> {
    List<T> ask(Connection open) throws SQLException;
  }
}
