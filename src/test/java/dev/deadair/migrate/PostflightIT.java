package dev.deadair.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import dev.deadair.parts.Prometheus;
import dev.deadair.probe.Approach;
import dev.deadair.probe.Lookout;
import dev.deadair.probe.Target;
import dev.deadair.tsdb.DataMaker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two real servers that are given the same data, hours of it in seconds. */
@Execution(ExecutionMode.CONCURRENT)
class PostflightIT {
  private static final GroupId GROUP = new GroupId(new SiteId("eqsin"), "ops");
  private static final InstanceId NEW = new InstanceId(GROUP, "prometheus5002");
  private static final InstanceId SIBLING = new InstanceId(GROUP, "prometheus5001");
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration STEP = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Both servers, what they are given, and who looks. */
  private static final class Pair implements AutoCloseable {
    private final Prometheus fresh = new Prometheus("2.42");
    private final Prometheus sibling = new Prometheus("2.42");
    private final Postflight postflight = new Postflight(NEW, Duration.ofSeconds(4));
    private final DataMaker own;
    private final DataMaker siblings;
    private final Lookout lookout;

    Pair() {
      var from = Instant.now().minus(Duration.ofDays(2));
      own = new DataMaker(fresh, from);
      siblings = new DataMaker(sibling, from);
      for (var each : List.of(fresh, sibling)) {
        each.configure("global: {scrape_interval: 1h}");
        each.flags(Prometheus.RECEIVER, DataMaker.FEATURES);
      }
      fresh.growWal(4);
      for (var each : List.of(fresh, sibling)) {
        each.start();
        each.awaitReady();
      }
      lookout =
          new Lookout(
              List.of(target(NEW, fresh), target(SIBLING, sibling)),
              INTERVAL,
              INTERVAL,
              look -> {
                synchronized (postflight) {
                  postflight.saw(look);
                }
              });
    }

    private static Target target(InstanceId id, Prometheus server) {
      return new Target(id, URI.create(server.url()), Approach.OPEN);
    }

    Report report() {
      synchronized (postflight) {
        return postflight.report();
      }
    }

    boolean isMet(String name) {
      return report().checks().stream()
          .anyMatch(each -> each.name().equals(name) && each.outcome() == Check.Outcome.GO);
    }

    /** Gives both the same until something is so. */
    void writeUntil(java.util.function.BooleanSupplier isSo) throws Exception {
      var deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!isSo.getAsBoolean()) {
        assertThat(System.nanoTime()).as("%s", report()).isLessThan(deadline);
        own.write(STEP);
        siblings.write(STEP);
      }
    }

    @Override
    public void close() {
      lookout.close();
      fresh.close();
      sibling.close();
    }
  }

  @Test
  void aSoundServerIsGoOnceItHasCompactedAndSurvivedARestart() throws Exception {
    try (var pair = new Pair()) {
      pair.writeUntil(() -> pair.isMet("ingestion") && pair.isMet("compaction"));
      assertThat(pair.report()).matches(each -> !each.isGo() && !each.isLost());

      pair.fresh.terminate();
      pair.fresh.start();
      pair.fresh.awaitReady();
      pair.writeUntil(() -> pair.report().isGo());
    }
  }

  @Test
  void aServerWhoseLogHasAGapIsNoGoAtItsFirstCompaction() throws Exception {
    try (var pair = new Pair()) {
      pair.writeUntil(() -> pair.isMet("ready"));
      pair.fresh.wal().removeMiddleSegment();
      pair.writeUntil(() -> pair.report().isLost());

      assertThat(pair.report().checks())
          .filteredOn(each -> each.outcome() == Check.Outcome.NO_GO)
          .flatExtracting(Check::reasons)
          .containsExactly("prometheus_tsdb_compactions_failed_total is 1");
    }
  }
}
