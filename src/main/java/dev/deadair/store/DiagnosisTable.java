package dev.deadair.store;

import dev.deadair.diagnosis.Code;
import dev.deadair.diagnosis.Diagnosis;
import dev.deadair.diagnosis.Known;
import dev.deadair.diagnosis.Known.History;
import dev.deadair.diagnosis.Mark;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known to be wrong with servers, each thing since when and how often: the latches. */
final class DiagnosisTable {

  private static final String PUT =
      """
      INSERT OR REPLACE INTO diagnosis (
        subject, seq, met, ready_life, lowest, blocks, former_lowest, former_blocks,
        alerting)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String PUT_LATCH =
      """
      INSERT INTO latch (
        subject, code, seq, since, latest, confirmed, counted, recovered, line)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private DiagnosisTable() {}

  static void put(Connection connection, long seq, Map<InstanceId, Diagnosis> diagnoses)
      throws SQLException {
    if (diagnoses.isEmpty()) {
      return;
    }
    try (var rows = new Rows(connection, PUT);
        var gone = new Rows(connection, "DELETE FROM latch WHERE subject = ?");
        var latches = new Rows(connection, PUT_LATCH)) {
      for (var each : diagnoses.entrySet()) {
        var known = each.getValue().known();
        rows.put(
            each.getKey(),
            seq,
            known.met(),
            known.readyLife(),
            known.history().map(History::lowest),
            known.history().map(History::blocks),
            known.former().map(History::lowest),
            known.former().map(History::blocks),
            known.alerting());
        gone.put(each.getKey());
        for (var mark : each.getValue().marks().entrySet()) {
          put(latches, each.getKey(), mark.getKey(), seq, mark.getValue());
        }
      }
    }
  }

  private static void put(Rows latches, InstanceId id, Code code, long seq, Mark mark)
      throws SQLException {
    latches.put(
        id,
        code.word(),
        seq,
        mark.since(),
        mark.latest(),
        mark.confirmed(),
        Cell.ofSignals(new Signals(mark.counted())),
        mark.recovered().stream().map(Signal::name).collect(Collectors.joining(" ")),
        mark.line());
  }

  static Map<InstanceId, Diagnosis> all(Reading reading) throws SQLException {
    var marks = marks(reading);
    var diagnoses = new HashMap<InstanceId, Diagnosis>();
    reading
        .all("diagnosis", "", row -> Map.entry(instance(row), known(row)))
        .forEach(
            each ->
                diagnoses.put(
                    each.getKey(),
                    Diagnosis.remembering(
                        marks.getOrDefault(each.getKey(), Map.of()), each.getValue())));
    return diagnoses;
  }

  private static Known known(Row row) throws SQLException {
    return new Known(
        row.flag("met"),
        row.maybeInstant("ready_life"),
        history(row, "lowest", "blocks"),
        history(row, "former_lowest", "former_blocks"),
        row.maybeInstant("alerting"),
        Optional.empty());
  }

  private static Optional<History> history(Row row, String lowest, String blocks)
      throws SQLException {
    return row.maybeText(lowest).isPresent()
        ? Optional.of(new History(row.real(lowest), row.real(blocks)))
        : Optional.empty();
  }

  /** What a later version of ours had a code for is left out. */
  private static Map<InstanceId, Map<Code, Mark>> marks(Reading reading) throws SQLException {
    var codes = Stream.of(Code.values()).collect(Collectors.toMap(Code::word, each -> each));
    var marks = new HashMap<InstanceId, Map<Code, Mark>>();
    reading.all("latch", "", row -> new Latch(instance(row), row.text("code"), mark(row))).stream()
        .filter(each -> codes.containsKey(each.code()))
        .forEach(
            each ->
                marks
                    .computeIfAbsent(each.id(), _ -> new EnumMap<>(Code.class))
                    .put(codes.get(each.code()), each.mark()));
    return marks;
  }

  private record Latch(InstanceId id, String code, Mark mark) {}

  private static Mark mark(Row row) throws SQLException {
    return new Mark(
        row.instant("since"),
        row.instant("latest"),
        Cell.signals(row.text("counted")).values(),
        signals(row.text("recovered")),
        row.flag("confirmed"),
        row.maybeText("line"));
  }

  private static Set<Signal> signals(String words) {
    var names = Set.of(words.split(" ", -1));
    return Stream.of(Signal.values())
        .filter(each -> names.contains(each.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Signal.class)));
  }

  private static InstanceId instance(Row row) throws SQLException {
    if (row.subject("subject") instanceof InstanceId id) {
      return id;
    }
    throw new IllegalArgumentException("no instance: " + row.text("subject"));
  }
}
