package dev.deadair.probe;

import static dev.deadair.liveness.Failure.Kind.READ_TIMEOUT;
import static dev.deadair.liveness.Failure.Kind.REFUSED;
import static dev.deadair.probe.Onlooker.answered;
import static dev.deadair.probe.Onlooker.failed;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Scrape;
import dev.deadair.parts.Parts;
import dev.deadair.parts.Prometheus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at a real server as it lives, hangs and dies. */
final class LookAtPrometheusIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aServerReportsItsLifeAndEveryWayOutOfIt() throws Exception {
    livesHangsAndDies("2.42");
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {"2.53", "3"})
  void soDoOtherVersions(String version) throws Exception {
    livesHangsAndDies(version);
  }

  @Test
  void aLifeOfATenthOfASecondIsMetAndTheLoopIsSeenForWhatItIs() throws Exception {
    try (var prometheus = new Prometheus("2.42");
        var onlooker = new Onlooker(Duration.ofSeconds(4))) {
      prometheus.growWal(4);
      prometheus.wal().removeMiddleSegment();
      var line = onlooker.line(Onlooker.target(URI.create(prometheus.url())));
      var seen = new AtomicReference<>(fleet(prometheus.url()));

      try (var _ = prometheus.restartLoop(Duration.ofMillis(100))) {
        await()
            .atMost(PATIENCE.multipliedBy(2))
            .until(
                () -> {
                  var look = onlooker.look(line);
                  seen.set(seen.get().saw(List.of(look)).at(look.at()));
                  return state(seen.get()).equals("crash-looping");
                });
      }

      var looks = onlooker.meter.outcomes.size();
      assertThat(looks).as("looks until it was seen").isLessThan(30);
    }
  }

  private static String state(Fleet fleet) {
    var site = requireNonNull(fleet.sites().get(Onlooker.INSTANCE.site()));
    return site.instance(Onlooker.INSTANCE).orElseThrow().state().word();
  }

  private static Fleet fleet(String url) {
    var instance = new ExpectedInstance(Onlooker.INSTANCE, URI.create(url));
    var site = Expected.site(Onlooker.INSTANCE.group(), Limits.DEFAULT, instance);
    var inventory = new Inventory(Duration.ofSeconds(15), List.of(site));
    return Fleet.of(inventory, Memory.NONE, new MachineClock().get());
  }

  private static void livesHangsAndDies(String version) throws Exception {
    try (var prometheus = new Prometheus(version, "/ops");
        var onlooker = new Onlooker(Duration.ofSeconds(2))) {
      prometheus.start();
      prometheus.awaitSamples();
      var line = onlooker.line(Onlooker.target(URI.create(prometheus.url())));

      var first = scrape(onlooker.look(line));
      await().atMost(PATIENCE).until(() -> scrapes(scrape(onlooker.look(line))) > 3);
      var later = scrape(onlooker.look(line));

      assertThat(later.appended()).isGreaterThan(first.appended());
      assertThat(later.processStart()).isEqualTo(first.processStart());
      assertThat(later.ready()).contains(true);
      assertThat(later.targets()).isEqualTo(1);
      assertThat(later.intervals()).containsOnlyKeys(Duration.ofSeconds(1));
      assertThat(Parts.version("prometheus-" + version)).contains(later.version().orElseThrow());
      assertThat(Duration.between(later.headMaxTime().orElseThrow(), Instant.now()))
          .isLessThan(Duration.ofSeconds(10));

      prometheus.freeze();
      failed(onlooker.look(line), READ_TIMEOUT);

      prometheus.thaw();
      scrape(onlooker.look(line));

      prometheus.kill();
      failed(onlooker.look(line), REFUSED);
    }
  }

  private static Scrape scrape(Observation look) {
    var seen = answered(look);
    assertThat(seen.ready()).contains(true);
    assertThat(seen.healthy()).contains(true);
    return seen.scrape();
  }

  private static double scrapes(Scrape scrape) {
    return scrape.intervals().values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
