package dev.deadair.tsdb;

import dev.deadair.parts.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * A data directory that a real server has written over many lives, some of them killed: blocks, a
 * checkpoint, segments, chunks_head.
 *
 * @param at when the last sample is from
 */
public record MadeData(String version, Path dir, Instant at) implements AutoCloseable {
  /** The last compaction comes in the third life before the end. */
  private static final int LIVES = 18;

  /**
   * 2.53 and later write the chunks of a head when it ends well, or after minutes: three lives in a
   * row that do give a directory of any version at least three files of chunks.
   */
  private static final int KILLED = 4;

  private static final Duration BLOCK = Duration.ofHours(2);

  /** Plain samples, exemplars and native histograms, all in order. */
  public static MadeData of(String version) throws Exception {
    return make(version, 0);
  }

  /** The same, and in each life samples that come late. */
  static MadeData withLate(String version) throws Exception {
    return make(version, 500);
  }

  private static MadeData make(String version, int late) throws Exception {
    var dir = Files.createTempDirectory("deadair-made").resolve("data");
    try (var server = new Prometheus(version)) {
      server.configure(
          """
          global: {scrape_interval: 1h}
          storage: {tsdb: {out_of_order_time_window: %s}}
          """
              .formatted(late > 0 ? "2h" : "0s"));
      server.flags(
          "--web.enable-remote-write-receiver",
          "--enable-feature=exemplar-storage,native-histograms");
      var maker = new DataMaker(server, from());
      for (var life = 0; life < LIVES; life++) {
        server.start();
        server.awaitReady();
        maker.write(Duration.ofMinutes(35));
        maker.writeLate(Duration.ofMinutes(40), late);
        maker.awaitCompaction();
        if (life % KILLED == 1) {
          server.kill();
        } else {
          server.terminate();
        }
      }
      copy(server.dataDir(), dir);
      return new MadeData(version, dir, maker.now());
    }
  }

  /** Where a block begins, so that each time the blocks and the head come out alike. */
  private static Instant from() {
    var latest = Instant.now().minus(Duration.ofHours(12)).getEpochSecond();
    return Instant.ofEpochSecond(latest - latest % BLOCK.toSeconds());
  }

  /** A copy to be damaged. */
  public MadeData copy() throws IOException {
    var copy = Files.createTempDirectory("deadair-damaged").resolve("data");
    copy(dir, copy);
    return new MadeData(version, copy, at);
  }

  RealStart start() throws Exception {
    return RealStart.of(version, dir, at);
  }

  Verdict verdict(Depth depth) throws IOException {
    return Verification.of(dir, depth, _ -> {});
  }

  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.walk(dir.getParent())) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
