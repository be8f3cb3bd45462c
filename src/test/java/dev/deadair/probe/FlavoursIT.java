package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.diagnosis.Code;
import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.diagnosis.Finding;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Life;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Scrape;
import dev.deadair.parts.Agent;
import dev.deadair.parts.Part;
import dev.deadair.parts.Port;
import dev.deadair.parts.Prometheus;
import dev.deadair.parts.VictoriaMetrics;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Watches real servers that are no plain Prometheus, from their first data to their end: what state
 * they are in, and what is found.
 */
@Execution(ExecutionMode.CONCURRENT)
final class FlavoursIT {

  @Test
  void victoriaMetricsHasDataUntilItsLastTargetIsGone() throws Exception {
    try (var target = new Prometheus("2.42");
        var dead = new Port();
        var other = new Port();
        var victoria = new VictoriaMetrics("1.79");
        var watch = new Watch(victoria)) {
      victoria.configure(
          Prometheus.scraping(
              target.url(), "http://" + dead.address(), "http://" + other.address()));
      target.start();
      victoria.start();

      watch.awaitState("producing");
      assertThat(watch.scrape().flavour()).isEqualTo(Flavour.VICTORIA_METRICS);
      assertThat(watch.scrape().targets()).isEqualTo(3);

      assertThat(watch.found()).isEmpty();

      target.kill();
      watch.awaitState("idle");
      var before = watch.scrape();
      watch.awaitState("idle", () -> scrapes(watch.scrape()) - scrapes(before) >= 24);
      assertThat(watch.found()).containsExactly(Code.IDLE);
      var after = watch.scrape();

      var rows = after.appended() - before.appended();
      var reports = after.reports() * (scrapes(after) - scrapes(before));
      assertThat(Math.abs(rows - reports)).isLessThanOrEqualTo(3 * after.reports());

      victoria.kill();
      watch.awaitState("down");
      assertThat(watch.found()).isEmpty();
    }
  }

  @Test
  void victoriaMetricsThatIsStoppedIsHungOrGone() throws Exception {
    try (var victoria = new VictoriaMetrics("1.79");
        var watch = new Watch(victoria)) {
      victoria.configure(Prometheus.scraping(victoria.url()));
      victoria.start();
      watch.awaitState("producing");

      victoria.freeze();
      watch.awaitState("down");
      assertThat(watch.found()).containsExactly(Code.HUNG);

      victoria.thaw();
      watch.awaitState("producing");
      assertThat(watch.found()).isEmpty();

      victoria.terminate();
      watch.awaitState("down");
      assertThat(watch.found()).isEmpty();
    }
  }

  /** It does not tell at which interval it scrapes. */
  @Test
  void victoriaMetricsThatScrapesMoreRarelyThanItIsLookedAtHasDataAllTheWhile() throws Exception {
    try (var victoria = new VictoriaMetrics("1.79");
        var watch = new Watch(victoria)) {
      victoria.configure(
          Prometheus.scraping(victoria.url())
              .replace("scrape_interval: 1s", "scrape_interval: 5s"));
      victoria.start();
      watch.await("four scrapes", () -> watch.life() && scrapes(watch.scrape()) >= 4);
      watch.awaitState("producing");
      var before = watch.scrape();

      watch.awaitState("producing", () -> scrapes(watch.scrape()) - scrapes(before) >= 4);
      assertThat(watch.found()).isEmpty();
    }
  }

  @Test
  void anAgentAllOfWhoseTargetsAreDownIsIdle() throws Exception {
    try (var remote = new Prometheus("2.42");
        var target = new Prometheus("2.42");
        var agent = new Agent("2.42", remote);
        var watch = new Watch(agent)) {
      remote.flags(Prometheus.RECEIVER);
      remote.start();
      target.start();
      agent.configure(Prometheus.scraping(target.url()) + Agent.sendingTo(remote));
      agent.start();
      watch.awaitState("producing");

      target.kill();
      watch.awaitState("idle");
      var before = watch.scrape();
      watch.awaitState("idle", () -> scrapes(watch.scrape()) - scrapes(before) >= 5);
      assertThat(watch.found()).containsExactly(Code.IDLE);

      target.start();
      watch.awaitState("producing");
      assertThat(watch.found()).isEmpty();
    }
  }

  @Test
  void anAgentHasDataUntilItsRemoteIsGone() throws Exception {
    hasDataUntilItsRemoteIsGone("2.42");
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {"2.53", "3"})
  void soDoAgentsOfOtherVersions(String version) throws Exception {
    hasDataUntilItsRemoteIsGone(version);
  }

  private static void hasDataUntilItsRemoteIsGone(String version) throws Exception {
    try (var remote = new Prometheus(version);
        var agent = new Agent(version, remote);
        var watch = new Watch(agent)) {
      remote.flags(Prometheus.RECEIVER);
      remote.start();
      agent.start();

      watch.awaitState("producing");
      assertThat(watch.scrape().flavour()).isEqualTo(Flavour.AGENT);
      assertThat(watch.scrape().headMaxTime()).isPresent();
      assertThat(watch.scrape().remotes()).hasSize(1);

      remote.kill();
      watch.awaitState("idle");
      var before = watch.scrape();
      watch.awaitState("idle", () -> scrapes(watch.scrape()) - scrapes(before) >= 5);
      assertThat(watch.scrape().appended()).isGreaterThan(before.appended());
      assertThat(watch.found()).containsExactly(Code.REMOTE_BEHIND);

      remote.start();
      watch.awaitState("producing");
      watch.await("all is well", () -> watch.found().isEmpty());

      agent.kill();
      watch.awaitState("down");
    }
  }

  private static double scrapes(Scrape scrape) {
    return scrape.intervals().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Real looks at one part, every second, judged as the daemon judges them. */
  private static final class Watch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** One that hangs may still answer to a look that waits for half a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Vertx vertx = Vertx.vertx();
    private final MachineClock clock = new MachineClock();
    private final ConcurrentLinkedQueue<Observation> seen = new ConcurrentLinkedQueue<>();
    private final Schedule schedule =
        new Schedule(
            vertx, INTERVAL, INTERVAL, INTERVAL, clock, new CountingMeter(), seen::add, _ -> {});
    private Fleet fleet;
    private Diagnoses diagnoses = Diagnoses.NONE;

    Watch(Part part) {
      var id = Onlooker.INSTANCE;
      var expected = new ExpectedInstance(id, URI.create(part.url()));
      var limits = Limits.DEFAULT;
      var site = Expected.site(id.group(), limits, expected);
      fleet = Fleet.of(new Inventory(INTERVAL, List.of(site)), Memory.NONE, clock.get());
      schedule.start(List.of(Target.of(expected)));
    }

    void awaitState(String word) {
      await(word, () -> instance().state().word().equals(word));
    }

    /** Waits for the condition; the state must not change meanwhile. */
    void awaitState(String word, BooleanSupplier condition) {
      await(
          word,
          () -> {
            assertThat(instance().state().word()).isEqualTo(word);
            return condition.getAsBoolean();
          });
    }

    void await(String what, Callable<Boolean> condition) {
      Awaitility.await(what).atMost(PATIENCE).until(condition);
    }

    /** What is found wrong with it now. */
    List<Code> found() {
      return diagnoses.of(instance().id()).stream().map(Finding::code).toList();
    }

    /** Whether it has been read. */
    boolean life() {
      return instance().life().isPresent();
    }

    Scrape scrape() {
      return instance().life().map(Life::latest).orElseThrow().scrape();
    }

    private Instance instance() {
      var looks = new ArrayList<Observation>();
      for (var look = seen.poll(); look != null; look = seen.poll()) {
        looks.add(look);
      }
      var now = clock.get();
      var next = fleet.asked("control", true, true, now).saw(looks).at(now);
      diagnoses = diagnoses.after(fleet, next, now);
      fleet = next;
      return fleet.sites().values().iterator().next().groups().getFirst().instances().getFirst();
    }

    @Override
    public void close() throws TimeoutException {
      schedule.stop();
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }
}
