package dev.deadair.store;

import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Identity;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory.RememberedInstance;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Watcher;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Data clocks of instances, each with its last reading. */
final class ClockTable {

  private static final String PUT =
      """
      INSERT INTO instance_clock (
        subject, seq, last_data, read_at, server_date, process_start, ready, version, appended,
        head_max_time, intervals, targets, rule_groups, flavour, reports, sent, signals,
        replay, inspected_at, host_name, inspected_version, config_hash, labels, changes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (subject) DO UPDATE SET
        seq = excluded.seq, last_data = excluded.last_data, read_at = excluded.read_at,
        server_date = excluded.server_date, process_start = excluded.process_start,
        ready = excluded.ready, version = excluded.version, appended = excluded.appended,
        head_max_time = excluded.head_max_time, intervals = excluded.intervals,
        targets = excluded.targets, rule_groups = excluded.rule_groups,
        flavour = excluded.flavour, reports = excluded.reports, sent = excluded.sent,
        signals = excluded.signals, replay = excluded.replay,
        inspected_at = excluded.inspected_at, host_name = excluded.host_name,
        inspected_version = excluded.inspected_version, config_hash = excluded.config_hash,
        labels = excluded.labels, changes = excluded.changes
      """;

  private ClockTable() {}

  static void put(Connection connection, long seq, Map<InstanceId, RememberedInstance> clocks)
      throws SQLException {
    try (var rows = new Rows(connection, PUT)) {
      for (var each : clocks.entrySet()) {
        var clock = each.getValue();
        var scrape = clock.scrape();
        rows.put(
            each.getKey(),
            seq,
            clock.lastData(),
            clock.readAt(),
            scrape.flatMap(Scrape::date),
            scrape.map(Scrape::processStart),
            scrape.flatMap(Scrape::ready),
            scrape.flatMap(Scrape::version),
            scrape.map(Scrape::appended),
            scrape.flatMap(Scrape::headMaxTime),
            scrape.map(Scrape::intervals).map(Cell::ofIntervals),
            scrape.map(Scrape::targets),
            scrape.map(Scrape::ruleGroups).map(Cell::ofRuleGroups),
            scrape.map(Scrape::flavour).orElse(Flavour.PROMETHEUS).word(),
            scrape.map(Scrape::reports).orElse(Scrape.REPORTS),
            scrape.map(Scrape::remotes).map(Cell::ofRemotes).orElse(""),
            scrape.map(Scrape::signals).map(Cell::ofSignals).orElse(""),
            clock.replay(),
            clock.inspectedAt(),
            clock.identity().flatMap(Identity::hostName),
            clock.identity().flatMap(Identity::version),
            clock.identity().map(Identity::configHash),
            clock.identity().map(Identity::externalLabels).map(Cell::ofPairs).orElse(""),
            Cell.ofChanges(clock.changes()));
      }
    }
  }

  static Map<InstanceId, RememberedInstance> all(Reading reading) throws SQLException {
    var clocks = new HashMap<InstanceId, RememberedInstance>();
    reading
        .all("instance_clock", "", row -> Map.entry(instance(row.subject("subject")), clock(row)))
        .forEach(each -> clocks.put(each.getKey(), each.getValue()));
    return clocks;
  }

  private static InstanceId instance(Subject subject) {
    return switch (subject) {
      case InstanceId id -> id;
      case GroupId _, SiteId _, Watcher _ ->
          throw new IllegalArgumentException("no instance: " + subject);
    };
  }

  private static RememberedInstance clock(Row row) throws SQLException {
    var readAt = row.maybeInstant("read_at");
    var inspectedAt = row.maybeInstant("inspected_at");
    return new RememberedInstance(
        row.maybeInstant("last_data"),
        readAt,
        readAt.isPresent() ? Optional.of(scrape(row)) : Optional.empty(),
        row.maybeText("replay").map(Duration::parse),
        inspectedAt,
        inspectedAt.isPresent() ? Optional.of(identity(row)) : Optional.empty(),
        Cell.changes(row.text("changes"), instance(row.subject("subject"))));
  }

  private static Identity identity(Row row) throws SQLException {
    return new Identity(
        row.maybeText("host_name"),
        row.maybeText("inspected_version"),
        row.text("config_hash"),
        Cell.pairs(row.text("labels")));
  }

  private static Scrape scrape(Row row) throws SQLException {
    return new Scrape(
        flavour(row.text("flavour")),
        row.maybeInstant("server_date"),
        row.instant("process_start"),
        row.maybeFlag("ready"),
        row.maybeText("version"),
        row.real("appended"),
        row.maybeInstant("head_max_time"),
        Cell.intervals(row.text("intervals")),
        row.count("reports"),
        row.real("targets"),
        Map.of(),
        Cell.ruleGroups(row.text("rule_groups")),
        Cell.remotes(row.text("sent")),
        Cell.signals(row.text("signals")));
  }

  private static Flavour flavour(String word) {
    return Stream.of(Flavour.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no flavour: " + word));
  }
}
