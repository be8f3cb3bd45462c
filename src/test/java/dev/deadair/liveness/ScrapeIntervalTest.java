package dev.deadair.liveness;

import static dev.deadair.liveness.Watched.INTERVAL;
import static dev.deadair.liveness.Watched.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Inventory.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a server's own scrape intervals say about how far one advance of its data reaches. */
class ScrapeIntervalTest {
  private final Watched server = new Watched(Role.SERVER);
  private Optional<Instant> loaded = Optional.empty();

  @Test
  void anIntervalThatANewConfigurationHasDroppedSpeaksForNothingAnyMore() {
    var slow = Duration.ofMinutes(5);
    for (var i = 1; i <= 45; i++) {
      scrapesEvery(Map.of(INTERVAL, (double) i, slow, Math.ceil(i / 20.0)));
    }
    assertThat(cover()).isEqualTo(Duration.ofMinutes(10));

    for (var i = 46; i <= 81; i++) { // it counted last at 41, and not for two of its intervals
      assertThat(cover()).isEqualTo(Duration.ofMinutes(10));
      scrapesEvery(Map.of(INTERVAL, (double) i, slow, 3.0));
    }
    assertThat(cover()).isEqualTo(Duration.ofSeconds(30));
    for (var i = 82; i < 200; i++) {
      scrapesEvery(Map.of(INTERVAL, (double) i, slow, 3.0));
      assertThat(cover()).isEqualTo(Duration.ofSeconds(30));
    }

    scrapesEvery(Map.of(INTERVAL, 200.0, slow, 4.0));
    assertThat(cover()).isEqualTo(Duration.ofMinutes(10));
  }

  /** Else the pauses between its last samples would be taken for its interval. */
  @Test
  void whoScrapesNoMoreHasDroppedNoInterval() {
    for (var i = 1; i <= 10; i++) {
      scrapesEvery(Map.of(INTERVAL, (double) i));
    }
    for (var i = 0; i < 60; i++) {
      scrapesEvery(Map.of(INTERVAL, 10.0));
      assertThat(cover()).isEqualTo(Duration.ofSeconds(30));
    }
    for (var i = 0; i < 60; i++) { // a scrape every four minutes, and then none
      scrapesEvery(Map.of(INTERVAL, 11.0 + Math.floorDiv(i, 16)));
      assertThat(cover()).isEqualTo(Duration.ofSeconds(30));
    }
    assertThat(server.instance().state().word()).isEqualTo("stalled");
  }

  @Test
  void anIntervalAtWhichALoadHasBegunScrapingAnewIsNotDropped() {
    for (var i = 1; i < 100; i++) {
      loaded = Optional.of(START.plusSeconds(150));
      scrapesEvery(Map.of(Duration.ofMinutes(5), i < 51 ? 1.0 : 2.0)); // 50: ten minutes after
      assertThat(cover()).isEqualTo(Duration.ofMinutes(10));
    }
  }

  /** A look at a server that has scraped so often at each interval, and gathered ever more. */
  private void scrapesEvery(Map<Duration, Double> scrapes) {
    var told = new EnumMap<Signal, Double>(Signal.class);
    loaded.ifPresent(at -> told.put(Signal.CONFIG_RELOAD_TIME, (double) at.getEpochSecond()));
    server.answers(
        Exposed.since(START)
            .targets(1)
            .appended(1000 * scrapes.values().stream().mapToDouble(Double::doubleValue).sum())
            .scrapes(scrapes)
            .signals(told));
  }

  private Duration cover() {
    return server.instance().clock().cover();
  }
}
