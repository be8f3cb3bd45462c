package dev.deadair.store;

import dev.deadair.liveness.Moment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The journal's tables, as numbered migrations: what has been released is never edited, only
 * followed by another.
 *
 * <p>Every row is an absolute value and carries the {@code seq} of the turn that wrote it. A
 * subject is written {@code site}, {@code site/group} or {@code site/group/instance}; times are
 * wall times, RFC 3339 in UTC with nine digits, so that they sort; durations are ISO 8601.
 */
final class Schema {

  static final List<String> MIGRATIONS =
      List.of(
          """
          CREATE TABLE kept (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            seq INTEGER NOT NULL             -- the newest turn that is held
          ) STRICT;

          CREATE TABLE incident (
            id          TEXT PRIMARY KEY NOT NULL,
            seq         INTEGER NOT NULL,
            alertname   TEXT NOT NULL,
            subject     TEXT NOT NULL,
            stage       TEXT NOT NULL,
            stage_since TEXT,                -- null while firing
            since       TEXT NOT NULL,
            last_data   TEXT,
            opened_at   TEXT NOT NULL,
            generation  INTEGER NOT NULL,
            dedup_key   TEXT NOT NULL,
            closed_seq  INTEGER              -- the turn that closed it
          ) STRICT;
          CREATE INDEX incident_closed ON incident (closed_seq);

          CREATE TABLE told (
            incident          TEXT NOT NULL REFERENCES incident ON DELETE CASCADE,
            receiver          TEXT NOT NULL,
            member            TEXT NOT NULL,
            seq               INTEGER NOT NULL,
            generation        INTEGER NOT NULL,
            accepted_at       TEXT,
            ambiguous         INTEGER NOT NULL,
            report_generation INTEGER,       -- null, and the rest with it, before the first report
            report_reason     TEXT,
            report_at         TEXT,
            report_outcome    TEXT,
            report_status     INTEGER,
            report_why        TEXT,
            PRIMARY KEY (incident, receiver, member)
          ) STRICT;

          CREATE TABLE instance_clock (
            subject       TEXT PRIMARY KEY NOT NULL,
            seq           INTEGER NOT NULL,
            last_data     TEXT,
            read_at       TEXT,              -- null, and the rest with it, before the first reading
            server_date   TEXT,
            process_start TEXT,
            ready         INTEGER,
            version       TEXT,
            appended      REAL,
            head_max_time TEXT,
            intervals     TEXT,              -- lines: count, interval
            targets       REAL,
            rule_groups   TEXT               -- lines: iterations, samples of the last, name
          ) STRICT;

          CREATE TABLE judgement (
            subject TEXT PRIMARY KEY NOT NULL,
            seq     INTEGER NOT NULL,
            state   TEXT NOT NULL,
            since   TEXT,
            why     TEXT,
            accrued TEXT NOT NULL,
            up_to   TEXT
          ) STRICT;

          CREATE TABLE transition (
            id         INTEGER PRIMARY KEY,
            seq        INTEGER NOT NULL,
            at         TEXT NOT NULL,
            site       TEXT NOT NULL,
            subject    TEXT NOT NULL,
            from_state TEXT NOT NULL,
            to_state   TEXT NOT NULL,
            because    TEXT NOT NULL,
            UNIQUE (subject, at)             -- one a turn: writing twice is writing once
          ) STRICT;
          CREATE INDEX transition_at ON transition (at);
          CREATE INDEX transition_site ON transition (site, at);
          """,
          """
          ALTER TABLE instance_clock ADD COLUMN flavour TEXT NOT NULL DEFAULT 'prometheus';
          ALTER TABLE instance_clock ADD COLUMN reports INTEGER NOT NULL DEFAULT 5;
          ALTER TABLE instance_clock ADD COLUMN sent TEXT NOT NULL DEFAULT '';    -- lines: time, remote
          ALTER TABLE instance_clock ADD COLUMN signals TEXT NOT NULL DEFAULT ''; -- lines: value, signal
          """,
          """
          ALTER TABLE incident ADD COLUMN more TEXT NOT NULL DEFAULT ''; -- lines: label, value
          """,
          """
          ALTER TABLE judgement ADD COLUMN dark TEXT NOT NULL DEFAULT '';         -- lines: from, to
          ALTER TABLE judgement ADD COLUMN absence TEXT;
          ALTER TABLE instance_clock ADD COLUMN replay TEXT; -- how long the latest took

          CREATE TABLE baseline (
            subject TEXT PRIMARY KEY NOT NULL,
            seq     INTEGER NOT NULL,
            hours   TEXT NOT NULL            -- words: a rate, or NaN, of each hour's last weeks
          ) STRICT;
          """,
          """
          ALTER TABLE incident ADD COLUMN quiet TEXT;                     -- while closing
          ALTER TABLE incident ADD COLUMN other_keys TEXT NOT NULL DEFAULT ''; -- lines
          CREATE INDEX incident_opened ON incident (opened_at);

          ALTER TABLE told ADD COLUMN attempted_at TEXT;
          ALTER TABLE told ADD COLUMN unanswered_at TEXT;
          ALTER TABLE told ADD COLUMN listed_at TEXT;
          ALTER TABLE told ADD COLUMN notified_at TEXT;
          ALTER TABLE told ADD COLUMN held_at TEXT;
          ALTER TABLE told ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE told ADD COLUMN released TEXT NOT NULL DEFAULT ''; -- lines: keys
          ALTER TABLE told ADD COLUMN report_key TEXT;

          CREATE TABLE step (
            incident TEXT NOT NULL REFERENCES incident ON DELETE CASCADE,
            n        INTEGER NOT NULL,
            seq      INTEGER NOT NULL,
            at       TEXT NOT NULL,
            receiver TEXT NOT NULL,
            member   TEXT NOT NULL,
            reason   TEXT NOT NULL,
            kind     TEXT NOT NULL,
            detail   TEXT NOT NULL,
            PRIMARY KEY (incident, n)
          ) STRICT;
          """,
          """
          ALTER TABLE instance_clock ADD COLUMN inspected_at TEXT; -- null, and the rest with it, before
          ALTER TABLE instance_clock ADD COLUMN host_name TEXT;
          ALTER TABLE instance_clock ADD COLUMN inspected_version TEXT;
          ALTER TABLE instance_clock ADD COLUMN config_hash TEXT;
          ALTER TABLE instance_clock ADD COLUMN labels TEXT NOT NULL DEFAULT '';  -- lines: label, value
          ALTER TABLE instance_clock ADD COLUMN changes TEXT NOT NULL DEFAULT ''; -- lines: time, kind, …

          CREATE TABLE change (
            id      INTEGER PRIMARY KEY,
            seq     INTEGER NOT NULL,
            at      TEXT NOT NULL,
            site    TEXT NOT NULL,
            subject TEXT NOT NULL,
            kind    TEXT NOT NULL,
            was     TEXT NOT NULL,
            became  TEXT NOT NULL,
            UNIQUE (subject, kind, at)       -- writing twice is writing once
          ) STRICT;
          CREATE INDEX change_site ON change (site, at);

          CREATE TABLE diagnosis (
            subject       TEXT PRIMARY KEY NOT NULL,
            seq           INTEGER NOT NULL,
            met           INTEGER NOT NULL,
            ready_life    TEXT,
            lowest        REAL,              -- null, and blocks with it, where it held nothing
            blocks        REAL,
            former_lowest REAL,
            former_blocks REAL
          ) STRICT;

          CREATE TABLE latch (
            subject   TEXT NOT NULL,
            code      TEXT NOT NULL,
            seq       INTEGER NOT NULL,
            since     TEXT NOT NULL,
            latest    TEXT NOT NULL,
            confirmed INTEGER NOT NULL,
            counted   TEXT NOT NULL,         -- lines: value, signal
            recovered TEXT NOT NULL,         -- words: signals
            line      TEXT,                  -- of a log that told of it
            PRIMARY KEY (subject, code)
          ) STRICT;
          """,
          """
          ALTER TABLE diagnosis ADD COLUMN alerting TEXT; -- null where it knew no Alertmanager
          """,
          """
          CREATE TABLE maintenance (
            id              TEXT PRIMARY KEY NOT NULL,
            seq             INTEGER NOT NULL,
            subject         TEXT NOT NULL,
            begins          TEXT NOT NULL,
            at_most_until   TEXT NOT NULL,
            until_producing INTEGER NOT NULL,
            comment         TEXT NOT NULL,
            author          TEXT NOT NULL,
            down            INTEGER NOT NULL,
            ended_at        TEXT             -- null where it has not ended before its time
          ) STRICT;
          """,
          """
          CREATE TABLE drill (
            id         TEXT PRIMARY KEY NOT NULL,
            seq        INTEGER NOT NULL,
            receiver   TEXT NOT NULL,
            severity   TEXT NOT NULL,
            author     TEXT NOT NULL,
            ordered_at TEXT NOT NULL,
            ended_at   TEXT                  -- null while it goes on
          ) STRICT;

          CREATE TABLE drill_leg (
            drill       TEXT NOT NULL REFERENCES drill ON DELETE CASCADE,
            member      TEXT NOT NULL,
            seq         INTEGER NOT NULL,
            sent_at     TEXT NOT NULL,
            accepted_at TEXT,
            listed_at   TEXT,
            notified_at TEXT,
            proven_at   TEXT,
            trouble     TEXT NOT NULL,
            PRIMARY KEY (drill, member)
          ) STRICT;
          """,
          """
          CREATE TABLE service_name (
            subject    TEXT PRIMARY KEY NOT NULL,
            seq        INTEGER NOT NULL,
            name       TEXT NOT NULL,
            moved_at   TEXT,                 -- null, and what it led to with it, while it has not
            moved_from TEXT NOT NULL         -- lines: number, tab, who
          ) STRICT;

          CREATE TABLE service_place (
            subject    TEXT NOT NULL REFERENCES service_name ON DELETE CASCADE,
            address    TEXT NOT NULL,
            seq        INTEGER NOT NULL,
            who        TEXT NOT NULL,
            since      TEXT NOT NULL,
            last_ready TEXT,
            shows      TEXT NOT NULL,
            PRIMARY KEY (subject, address)
          ) STRICT;
          """,
          """
          ALTER TABLE kept ADD COLUMN wall TEXT;    -- by which all times were written, and
          ALTER TABLE kept ADD COLUMN boot TEXT;    -- since when the machine was up at that time
          ALTER TABLE kept ADD COLUMN boot_id TEXT; -- null where it is not known
          """,
          """
          ALTER TABLE told ADD COLUMN firing INTEGER NOT NULL DEFAULT 1; -- 0 where it took the end
          UPDATE told SET firing = 0
            WHERE report_reason = 'resolved' AND report_outcome = 'accepted';
          """);

  private Schema() {}

  /**
   * Brings the file up to date.
   *
   * @throws IOException where a later version of ours has written it
   */
  static void migrate(Connection connection, Instant now) throws SQLException, IOException {
    Migrations.apply(connection, "journal.db", MIGRATIONS, now);
  }

  /** The newest turn that is held; 0 while there is none. */
  static long seq(Connection connection) throws SQLException {
    return Row.number(connection, "SELECT coalesce(max(seq), 0) FROM kept");
  }

  static void seq(Connection connection, long seq, Moment clocks, Optional<String> bootId)
      throws SQLException {
    try (var rows = new Rows(connection, "INSERT OR REPLACE INTO kept VALUES (1, ?, ?, ?, ?)")) {
      rows.put(seq, clocks.wall(), clocks.boot(), bootId);
    }
  }

  /**
   * How far the wall clock was set ahead since what is held was written, as the clock shows that
   * goes on from boot to boot; zero where the machine was booted since.
   */
  static Duration stepped(Connection connection, Moment now, Optional<String> bootId)
      throws SQLException {
    if (bootId.isEmpty()) {
      return Duration.ZERO;
    }
    return Row.all(
            connection,
            "SELECT wall, boot FROM kept WHERE boot_id = ?",
            row -> new Moment(row.instant("wall"), now.mono(), Duration.parse(row.text("boot"))),
            bootId.get())
        .stream()
        .filter(before -> before.boot().compareTo(now.boot()) <= 0)
        .map(now::stepped)
        .findFirst()
        .orElse(Duration.ZERO);
  }
}
