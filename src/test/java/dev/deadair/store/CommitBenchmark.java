package dev.deadair.store;

import dev.deadair.alert.Incident;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Memory.RememberedInstance;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Scrape.RuleGroup;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long a durable commit takes.
 *
 * <pre>
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *   -Dexec.args="-cp %classpath dev.deadair.store.CommitBenchmark DIRECTORY"
 * </pre>
 */
final class CommitBenchmark {

  private static final Signals SIGNALS =
      new Signals(
          Stream.of(Signal.values()).collect(Collectors.toMap(each -> each, _ -> 1_234_567.0)));

  private final SqliteStore store;
  private long seq;

  private CommitBenchmark(SqliteStore store) {
    this.store = store;
  }

  public static void main(String[] arguments) throws Exception {
    var directory = Files.createTempDirectory(Path.of(arguments[0]), "journal");
    try (var store = SqliteStore.open(directory, InstantSource.system())) {
      store.load(Turns.NOW);
      var benchmark = new CommitBenchmark(store);
      var incident = List.of(new RandomRecords(1).incident(1));
      benchmark.time("1 incident, 10 clocks", 2000, incident, 10, 30);
      benchmark.time("1000 clocks, no rules", 100, List.of(), 1000, 0);
      benchmark.time("1000 clocks, 30 rule groups each", 100, List.of(), 1000, 30);
      benchmark.time("10000 clocks, 30 rule groups each", 10, List.of(), 10_000, 30);
      var start = System.nanoTime();
      store.load(Turns.NOW);
      System.out.printf("load of the last: %.0f ms%n", millis(System.nanoTime() - start));
      var size = Files.size(directory.resolve("journal.db"));
      System.out.printf("journal.db: %.1f MB%n", size / 1e6);
    }
  }

  private void time(String what, int rounds, List<Incident> incidents, int clocks, int rules) {
    var nanos = new long[rounds];
    for (var round = 0; round < rounds; round++) {
      var changes = new Changes(incidents, List.of(), List.of(), clocks(clocks, rules));
      var start = System.nanoTime();
      var commit = store.write(Turns.state(++seq), changes);
      nanos[round] = System.nanoTime() - start;
      if (!commit.equals(new Commit.Kept())) {
        throw new IllegalStateException(commit.toString());
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%s: p50 %.2f ms, p99 %.2f ms, worst %.2f ms%n",
        what,
        millis(nanos[rounds / 2]),
        millis(nanos[rounds * 99 / 100]),
        millis(nanos[rounds - 1]));
  }

  private Memory clocks(int count, int rules) {
    var ruleGroups = new HashMap<String, RuleGroup>();
    for (var i = 0; i < rules; i++) {
      ruleGroups.put(
          "/etc/prometheus/rules/prometheus-k8s-rulefiles-0/monitoring-rules-%d.yaml;group-%d"
              .formatted(i, i),
          new RuleGroup(seq * 10.0, 17, 3));
    }
    var clocks = new HashMap<InstanceId, RememberedInstance>();
    for (var i = 0; i < count; i++) {
      var id = new InstanceId(new GroupId(new SiteId("site" + i % 40), "default"), "prom" + i);
      var at = Turns.NOW.wall().plusMillis(seq * 15_000 + i);
      var scrape =
          new Scrape(
              Flavour.PROMETHEUS,
              Optional.of(at),
              Turns.NOW.wall(),
              Optional.of(true),
              Optional.of("3.5.0"),
              seq * 12_345_678.0 + i,
              Optional.of(at),
              Map.of(Duration.ofSeconds(15), seq * 100.0, Duration.ofSeconds(60), seq * 25.0),
              Scrape.REPORTS,
              250,
              Map.of(),
              ruleGroups,
              Map.of(),
              SIGNALS);
      clocks.put(
          id,
          new RememberedInstance(
              Optional.of(at), Optional.of(at), Optional.of(scrape), Optional.empty()));
    }
    return new Memory(clocks, Map.of(), Map.of());
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
