package dev.deadair.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command as it is shipped, on a directory with many blocks and a long log. */
@Execution(ExecutionMode.CONCURRENT)
class BoundedMemoryIT {
  private static final Path LAUNCHER = Path.of("target/deadair/bin/deadair").toAbsolutePath();
  private static final int MEGABYTES = 256;
  private static final int TIMES = Boolean.getBoolean("deadair.full") ? 2_000 : 200;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** Of ULIDs, in order. */
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @TempDir private Path folder = Path.of("");

  @Test
  void aFullLookTakesNoMoreMemoryForMoreBlocksAndSegments() throws Exception {
    var log = folder.resolve("log");
    try (var made = MadeData.of("2.42")) {
      multiply(made.dir());
      var process =
          new ProcessBuilder(LAUNCHER.toString(), "tsdb", "verify", made.dir().toString(), "--full")
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(log.toFile()))
              .start();
      try {
        var peak = 0L;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
          peak = Math.max(peak, peak(process));
        }
        var output = Files.readString(log);
        assertThat(process.exitValue()).as(output).isEqualTo(1);
        assertThat(output).contains("silent-loss", "[wal-segment-repeated]");
        assertThat(peak).as("MB").isBetween(1L, (long) MEGABYTES);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** Links: the disk need not hold what is to be read. */
  private static void multiply(Path dir) throws IOException {
    var damage = new Damage(dir);
    var blocks = damage.blocks();
    for (var block : blocks) {
      for (var i = 1; i <= TIMES; i++) {
        multiply(block, i);
      }
    }
    var last = damage.segments().getLast();
    var number = Integer.parseInt(last.getFileName().toString());
    for (var i = 1; i <= TIMES; i++) {
      Files.createLink(last.resolveSibling("%08d".formatted(number + i)), last);
    }
  }

  private static void multiply(Path block, int time) throws IOException {
    var name = block.getFileName().toString();
    var other =
        name.substring(0, 20)
            + DIGITS.charAt(time / 1024)
            + DIGITS.charAt(time / 32 % 32)
            + DIGITS.charAt(time % 32)
            + name.substring(23);
    var copy = Files.createDirectory(block.resolveSibling(other));
    Files.createDirectory(copy.resolve("chunks"));
    for (var file : Damage.list(block.resolve("chunks"), "[0-9]+")) {
      Files.createLink(copy.resolve("chunks").resolve(file.getFileName()), file);
    }
    Files.createLink(copy.resolve("index"), block.resolve("index"));
    Files.createLink(copy.resolve("tombstones"), block.resolve("tombstones"));
    var meta = Files.readString(block.resolve("meta.json"));
    Files.writeString(copy.resolve("meta.json"), meta.replace(name, other));
  }

  /** The most it ever had in memory, in megabytes; 0 once it has ended. */
  private static long peak(Process process) {
    try {
      var status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
      var match = PEAK.matcher(status);
      return match.find() ? Long.parseLong(match.group(1)) / 1000 : 0;
    } catch (IOException ended) {
      return 0;
    }
  }
}
