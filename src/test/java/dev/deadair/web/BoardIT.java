package dev.deadair.web;

import static dev.deadair.web.TroubledFleet.LEAD;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.deadair.view.Scene;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the board loads in a real browser, and what it does when its watcher is gone. */
@Tag("browser")
class BoardIT {

  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @Test
  void theFirstPaintOfFiveHundredSitesIsUnder100Kilobytes() throws Exception {
    try (var many = Served.showing(Crowd.of(500, 4).run(Duration.ofMinutes(2)).view())) {
      var page = chromium.page(1280, ColorScheme.LIGHT);
      var cdp = page.context().newCDPSession(page);
      cdp.send("Network.enable");
      var bytes = new java.util.concurrent.atomic.AtomicLong();
      cdp.on(
          "Network.loadingFinished",
          event -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
      page.navigate(many.uri("/").toString());
      page.waitForSelector("site-tile");

      assertThat(page.locator("site-tile").count() + page.locator("site-card").count())
          .isEqualTo(500);
      assertThat(bytes.get()).isBetween(10_000L, 100_000L);
      System.out.printf("first paint of 500 sites: %,d bytes%n", bytes.get());
      page.context().close();
    }
  }

  @Test
  void aPathPrefixIsNoMatter() throws Exception {
    try (var behind =
        new Served(Optional.of(URI.create("https://x.example/deadair/")), WebServer.PATIENCE)) {
      behind.board.publish(TroubledFleet.before(Duration.ZERO).look(Scene.INTERVAL));
      var page = chromium.page(1280, ColorScheme.LIGHT);

      page.navigate(behind.uri("/deadair").toString());
      page.waitForSelector("site-card");
      page.locator("site-card h3 a").first().click();
      page.waitForSelector("site-page past-chart .legend");

      assertThat(URI.create(page.url()).getPath()).isEqualTo("/deadair/");
      page.context().close();
    }
  }

  @Test
  void aWatcherThatIsGoneIsSaidSoAndComesBack() throws Exception {
    var page = chromium.page(1280, ColorScheme.LIGHT);
    var scene = TroubledFleet.before(LEAD).run(LEAD);
    int port;
    try (var first = Served.showing(scene.view())) {
      port = first.server.port();
      page.navigate(first.uri("/").toString());
      page.waitForSelector("site-card");
      assertThat(page.locator("#stale").isVisible()).isFalse();
    }
    page.waitForSelector("#stale:not([hidden])");
    assertThat(page.locator("#stale").textContent())
        .startsWith("Stale since ")
        .contains("The watcher does not answer");
    assertThat(page.title()).startsWith("stale");

    try (var second = new Served(port)) {
      second.board.publish(scene.pass(Duration.ofSeconds(1)));
      page.waitForSelector("#stale[hidden]", hidden());
      assertThat(page.locator("#liveness").textContent()).isEqualTo("live");
    }
    page.context().close();
  }

  private static Page.WaitForSelectorOptions hidden() {
    return new Page.WaitForSelectorOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
  }
}
