package dev.deadair.store;

import dev.deadair.liveness.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people are shown of the last thirty days: curves, explanations and events, in a file of
 * their own. No judgement and no page rests on it.
 *
 * <p>One thread keeps, and is held up by the disk. Any thread may ask; each question opens a
 * connection of its own. After a failure the connection is dropped and the next sample makes a new
 * one; a damaged file is set aside.
 */
public final class History implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  /** So many steps are told at most: as many as a wide screen has pixels. */
  private static final int MOST_STEPS = 3_000;

  private static final List<String> MIGRATIONS =
      List.of(
          """
          CREATE TABLE subject (
            id   INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,       -- site, site/group or site/group/instance
            site TEXT NOT NULL
          ) STRICT;
          CREATE INDEX subject_site ON subject (site);

          CREATE TABLE point (
            tier    INTEGER NOT NULL,
            subject INTEGER NOT NULL,
            at      INTEGER NOT NULL,        -- seconds since 1970, the beginning of the step
            state   INTEGER NOT NULL,        -- the worst of the step
            covered INTEGER,                 -- of a thousand; null while we could not tell
            rate    REAL,
            usual   REAL,
            PRIMARY KEY (tier, subject, at)
          ) STRICT, WITHOUT ROWID;

          CREATE TABLE made (
            tier  INTEGER PRIMARY KEY,
            up_to INTEGER NOT NULL           -- what lies before is made of the finer tier
          ) STRICT;

          CREATE TABLE explanation (
            site    TEXT NOT NULL,
            at      TEXT NOT NULL,
            lasting INTEGER NOT NULL,
            text    TEXT NOT NULL,
            PRIMARY KEY (site, at)
          ) STRICT, WITHOUT ROWID;

          CREATE TABLE event (
            id      INTEGER PRIMARY KEY,
            at      TEXT NOT NULL,
            site    TEXT NOT NULL,
            subject TEXT NOT NULL,
            kind    TEXT NOT NULL,
            text    TEXT NOT NULL
          ) STRICT;
          CREATE INDEX event_at ON event (at);
          CREATE INDEX event_site ON event (site, at);
          """);

  private final Path file;
  private final Duration fine;
  private final PointTable points;

  /** Whether the writer is opening the file, which has no tables until it is done. */
  private volatile boolean opening;

  private @Nullable Connection connection;
  private boolean failing;

  /**
   * The history under {@code directory}; nothing is opened yet.
   *
   * @param interval how often instances are looked at, and so how fine the finest curve can be
   */
  public History(Path directory, Duration interval) {
    this.file = StorageDirectory.historyIn(directory.toAbsolutePath().normalize());
    this.fine = Duration.ofSeconds(Math.clamp(interval.toSeconds(), 1, 60));
    this.points = new PointTable(fine);
  }

  /** How far apart samples with points should be. */
  public Duration step() {
    return fine;
  }

  /** Keeps {@code sample}, if the disk allows it. */
  public void keep(Sample sample) {
    try {
      write(connected(sample.at()), sample);
      if (failing) {
        failing = false;
        LOG.info("history=kept");
      }
    } catch (SQLException | IOException | IllegalArgumentException e) {
      failed(e, sample.at());
    }
  }

  private void write(Connection open, Sample sample) throws SQLException {
    Sqlite.begin(open);
    if (!sample.points().isEmpty()) {
      points.put(open, sample.at(), sample.points());
    }
    ExplanationTable.put(open, sample.at(), sample.explanations());
    EventTable.put(open, sample.events());
    Sqlite.commit(open);
  }

  private Connection connected(Instant now) throws SQLException, IOException {
    if (connection != null && Files.exists(file)) {
      return connection;
    }
    disconnect();
    opening = true;
    var open = Sqlite.writer(file);
    connection = open;
    Sqlite.makeQuick(open);
    Migrations.apply(open, "history.db", MIGRATIONS, now);
    opening = false;
    return open;
  }

  private void failed(Exception e, Instant now) {
    if (!failing) {
      failing = true;
      LOG.error("history=failing why=\"{}\" nothing else depends on it", e.getMessage());
    }
    if (e instanceof SQLException sql && (Sqlite.isDamage(sql) || Sqlite.isForeign(sql))) {
      try {
        // Before it closes, for its write-ahead log to keep its name.
        LOG.error("history=set-aside file={}", StorageDirectory.setAside(file, "corrupt", now));
      } catch (IOException unmovable) {
        LOG.debug("a damaged history stays where it is", unmovable);
      }
    }
    disconnect();
  }

  private void disconnect() {
    points.forgetIds();
    var old = connection;
    connection = null;
    Sqlite.close(old);
  }

  /**
   * The curves of a site with its groups and instances, or without one of all sites, in steps that
   * are as fine as is kept and sensible.
   *
   * @param steps about how many of them are wanted
   */
  public Curves curves(Optional<SiteId> site, Instant from, Instant to, int steps, Instant now)
      throws IOException {
    var tier = tier(Duration.between(from, to), from, Math.min(steps, MOST_STEPS), now);
    return read(open -> points.read(open, site, tier, from, to));
  }

  /** The finest that still holds {@code from} and makes no more steps than wanted. */
  private Tier tier(Duration span, Instant from, int steps, Instant now) {
    for (var tier : Tier.values()) {
      var reaches = !from.isBefore(now.minus(tier.keptFor(fine)).minus(tier.step(fine)));
      if (reaches && span.dividedBy(tier.step(fine)) <= steps) {
        return tier;
      }
    }
    return Tier.QUARTER;
  }

  /** What explained the state of {@code site} at {@code at}; empty where nothing that old is. */
  public Optional<Explained> explanation(SiteId site, Instant at) throws IOException {
    return read(open -> ExplanationTable.at(open, site, at));
  }

  /** What happened to {@code site} and what belongs to it, the oldest first. */
  public List<Sample.Event> events(SiteId site, Instant from, Instant to) throws IOException {
    return read(open -> EventTable.of(open, site, from, to));
  }

  private <T> T read(Question<T> question) throws IOException {
    try (var open = opening || Files.notExists(file) ? blank() : Sqlite.reader(file)) {
      return question.ask(open);
    } catch (SQLException | IllegalArgumentException | DateTimeException e) {
      throw new IOException("the history cannot be read: " + e.getMessage(), e);
    }
  }

  /** What is asked before anything was kept has an answer too: nothing. */
  private static Connection blank() throws SQLException, IOException {
    var open = Sqlite.inMemory();
    Migrations.apply(open, "history.db", MIGRATIONS, Instant.EPOCH);
    return open;
  }

  @Override
  public void close() {
    disconnect();
  }

  /** Something to ask the tables. */
  private interface Question<T> {
    T ask(Connection open) throws SQLException;
  }
}
