package dev.deadair.tsdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** How a copy of a data directory differs from the manifest of its source, by path. */
public record Comparison(List<Difference> differences) {
  /** One file that is not as it should be. */
  public sealed interface Difference {
    String path();

    /** It is not there. */
    record Missing(String path) implements Difference {}

    /**
     * It is there, but not in the manifest.
     *
     * @param isLogged whether it belongs to a log, in which the server wants numbers without a gap
     */
    record Extra(String path, boolean isLogged) implements Difference {}

    /** Its content is another. */
    record Changed(String path, String how) implements Difference {}
  }

  public Comparison {
    differences = List.copyOf(differences);
  }

  /**
   * Compares every file; those of another size are not read.
   *
   * @param progress is told of bytes as they are read
   */
  public static Comparison of(Path copy, Manifest manifest, LongConsumer progress)
      throws IOException {
    Verification.existing(copy);
    var sums = new Checksum(progress);
    var present = new TreeSet<String>();
    Manifest.paths(copy).forEach(each -> present.add(each.toString()));
    var differences = new ArrayList<Difference>();
    for (var each : manifest.files().entrySet()) {
      var path = each.getKey();
      var expected = each.getValue();
      if (!present.remove(path)) {
        differences.add(new Difference.Missing(path));
        continue;
      }
      var file = copy.resolve(path);
      var size = Files.size(file);
      if (size != expected.size()) {
        var how = "%d bytes instead of %d".formatted(size, expected.size());
        differences.add(new Difference.Changed(path, how));
      } else if (!sums.of(file).equals(expected.sum())) {
        differences.add(new Difference.Changed(path, "the same size, another checksum"));
      }
    }
    for (var path : present) {
      var top = Path.of(path).getName(0);
      var isLogged = List.of(DataDir.WAL, DataDir.WBL, DataDir.HEAD_CHUNKS).contains(top);
      differences.add(new Difference.Extra(path, isLogged));
    }
    return new Comparison(differences);
  }
}
