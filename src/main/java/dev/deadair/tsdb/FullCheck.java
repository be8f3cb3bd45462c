package dev.deadair.tsdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All that only reading everything shows, and what each block that is passed over costs. */
final class FullCheck {
  private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

  private final Reading reading;
  private final Map<Block, BlockScan> scans = new HashMap<>();

  FullCheck(Reading reading) {
    this.reading = reading;
  }

  /**
   * The findings of the startup, with what they cost, and those of the full look. Blocks that were
   * looked at before are not read again.
   */
  List<Finding> of(DataDir dir, Startup startup) throws IOException {
    var findings = new ArrayList<Finding>();
    scan(dir, startup.blocks().staying());
    for (var block : startup.blocks().staying()) {
      var scan = scan(block);
      var scanned = new ArrayList<Finding>();
      scan.check(scanned::add);
      for (var finding : scanned) {
        findings.add(
            finding.code() == Code.BLOCK_META_WRONG ? hidden(finding, scan, startup) : finding);
      }
    }
    for (var finding : startup.findings()) {
      findings.add(finding.code() == Code.BLOCK_SKIPPED ? skipped(finding, startup) : finding);
    }
    findings.addAll(HeadCheck.of(startup, headStart(startup), dataEnd(startup)));
    return findings;
  }

  /** Several at once: a disk gives more than one thread can check. */
  private void scan(DataDir dir, List<Block> blocks) throws IOException {
    var unread = blocks.stream().filter(each -> !scans.containsKey(each)).toList();
    var readings = new ArrayBlockingQueue<Reading>(THREADS);
    for (var i = 0; i < THREADS; i++) {
      readings.add(reading.beside());
    }
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var scanning = new LinkedHashMap<Block, Future<BlockScan>>();
      for (var block : unread) {
        scanning.put(block, threads.submit(() -> scan(dir, block, readings)));
      }
      for (var each : scanning.entrySet()) {
        scans.put(each.getKey(), each.getValue().get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static BlockScan scan(DataDir dir, Block block, BlockingQueue<Reading> readings)
      throws IOException, InterruptedException {
    var own = readings.take();
    try {
      return BlockScan.of(dir, block, own);
    } finally {
      readings.add(own);
    }
  }

  /** Where the samples in the blocks end, which may be before the blocks do. */
  private long dataEnd(Startup startup) {
    return startup.blocks().staying().stream()
        .mapToLong(each -> scan(each).dataEnd())
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** Where the head would start if no block were passed over. */
  private long headStart(Startup startup) {
    return startup.blocks().staying().stream()
        .filter(each -> each.meta().isEmpty())
        .mapToLong(each -> scan(each).dataEnd())
        .reduce(startup.blocks().end(), Math::max);
  }

  private BlockScan scan(Block block) {
    return Optional.ofNullable(scans.get(block)).orElseThrow();
  }

  /** What is in the block, but for what the log still has of it. */
  private Finding skipped(Finding finding, Startup startup) throws IOException {
    var block = startup.blocks().at(finding.path());
    var scan = scan(block);
    var end = startup.blocks().end();
    var regained = scan.dataEnd() <= end ? 0 : regained(startup, end, scan.dataEnd());
    var lost = Math.max(0, scan.samples() - regained);
    return scan.span()
        .filter(_ -> lost > 0)
        .map(span -> finding.losing(span.samples(lost)))
        .orElse(finding);
  }

  /** What the block hides, but for what the log still has of it. */
  private Finding hidden(Finding finding, BlockScan scan, Startup startup) throws IOException {
    var end = startup.blocks().end();
    var regained = scan.dataEnd() <= end ? 0 : regained(startup, end, scan.dataEnd());
    return switch (finding.loses()) {
      case Loss.Nothing _ -> finding;
      case Loss.Samples(var samples, var from, var to) ->
          finding.losing(new Loss.Samples(Math.max(0, samples - regained), from, to));
    };
  }

  private static long regained(Startup startup, long from, long to) throws IOException {
    var all = startup.head().replayAgain().asServer(from, from).samples();
    return all - startup.head().replayAgain().asServer(to, to).samples();
  }
}
