package dev.deadair.tsdb;

import dev.deadair.tsdb.DataDir.Numbered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The sets of moves that leave a write-ahead log whose names a server accepts. */
final class LogMoves {
  /** More than this, and the log is not what it was. */
  private static final int MOST_PLACEHOLDERS = 16;

  private final DataDir dir;

  LogMoves(DataDir dir) {
    this.dir = dir;
  }

  /** One for each checkpoint to begin with, or none, and each row of segments that goes with it. */
  List<List<Path>> candidates() {
    var candidates = new ArrayList<List<Path>>();
    var begins = new ArrayList<Optional<Numbered>>();
    dir.checkpoints().stream()
        .filter(each -> each.entry().isDirectory())
        .forEach(each -> begins.add(Optional.of(each)));
    begins.add(Optional.empty());
    for (var begin : begins) {
      for (var row : rows(dir.segments(DataDir.WAL))) {
        if (goesWith(begin, row)) {
          var moves = moves(begin, row);
          candidates.add(moves);
          begin.ifPresent(each -> candidates.add(withoutContent(moves, each)));
        }
      }
    }
    return candidates;
  }

  /** Of the log of late samples: each row of segments alone. */
  List<List<Path>> lateCandidates() {
    var segments = dir.segments(DataDir.WBL);
    return rows(segments).stream().map(row -> others(segments, row)).toList();
  }

  /** Segments in a row, each as long as it can be, and none at all. */
  static List<List<Numbered>> rows(List<Numbered> files) {
    var rows = new ArrayList<List<Numbered>>();
    rows.add(List.of());
    for (var each : files) {
      var row = rows.getLast();
      if (row.isEmpty() || row.getLast().number() + 1 != each.number()) {
        rows.add(new ArrayList<>(List.of(each)));
      } else {
        row.add(each);
      }
    }
    return rows;
  }

  static List<Path> others(List<Numbered> files, List<Numbered> row) {
    return files.stream().filter(each -> !row.contains(each)).map(Numbered::path).toList();
  }

  /** The replay begins within the row, or right behind it. */
  private static boolean goesWith(Optional<Numbered> begin, List<Numbered> row) {
    var start = begin.map(each -> each.number() + 1).orElse(0L);
    return row.isEmpty()
        ? start == 0
        : row.getFirst().number() <= start && row.getLast().number() + 1 >= start;
  }

  private List<Path> moves(Optional<Numbered> begin, List<Numbered> row) {
    var last = begin.map(Numbered::number).orElse(-1L);
    var later = dir.checkpoints().stream().filter(each -> each.number() > last);
    var checkpoints = later.map(Numbered::path);
    return Stream.concat(checkpoints, others(dir.segments(DataDir.WAL), row).stream()).toList();
  }

  /** A checkpoint without content still says where the replay begins. */
  private List<Path> withoutContent(List<Path> moves, Numbered checkpoint) {
    var content = dir.segments(checkpoint.path()).stream().map(Numbered::path);
    return Stream.concat(moves.stream(), content).toList();
  }

  /** The segments that are missing between the first that is replayed and the last. */
  List<Path> missing() {
    var logs = new Logs(dir);
    var numbers = logs.replayed().stream().map(Numbered::number).toList();
    if (numbers.isEmpty()) {
      return List.of();
    }
    var missing =
        LongStream.range(logs.start(), numbers.getLast())
            .filter(each -> !numbers.contains(each))
            .limit(MOST_PLACEHOLDERS + 1)
            .mapToObj(each -> DataDir.WAL.resolve("%08d".formatted(each)))
            .toList();
    return missing.size() > MOST_PLACEHOLDERS ? List.of() : missing;
  }
}
