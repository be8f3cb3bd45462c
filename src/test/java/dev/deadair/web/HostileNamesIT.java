package dev.deadair.web;

import static dev.deadair.web.TroubledFleet.LEAD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.deadair.alert.Hush;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.RouteFault;
import dev.deadair.alert.RouteReview;
import dev.deadair.alert.Silence;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.store.Sample;
import dev.deadair.turn.Fact;
import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names and comments that others wrote are text on every page, whatever is in them. */
@Tag("browser")
class HostileNamesIT {
  private static final String MARKUP = "<img src=x onerror=alert(1)>";
  private static final String BIDI = "a\u202e\u2066gnol javascript:alert(1) ";

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
  void whatOthersWroteIsTextEverywhere() throws Exception {
    var name = MARKUP + BIDI + "x".repeat(10_000);
    var scene =
        new Scene(Instant.now().minus(LEAD))
            .with(
                name,
                MARKUP,
                name,
                Script.producing(9).until(Duration.ofMinutes(20), Script.refusing()))
            .with("magru", MARKUP, "\"onmouseover=alert(1) ", Script.producing(9))
            .receivers(_ -> new Outcome.Failed(MARKUP));
    try (var hostile = new Served()) {
      hostile.plays(scene, LEAD);
      hostile.board.publish(scene.hears(muted(name)).look(Scene.INTERVAL));
      hostile.history.keep(
          new Sample(
              Instant.now(),
              List.of(),
              List.of(),
              List.of(
                  new Sample.Event(
                      Instant.now().minusSeconds(60), new SiteId(name), MARKUP, MARKUP))));
      var page = chromium.page(360, ColorScheme.LIGHT);
      var site = "#/sites/" + encoded(name);
      var incident = hostile.board.view().incidents().keySet().iterator().next().value();
      for (var address :
          List.of(
              "#/",
              "?wall#/",
              site,
              site + "/" + encoded(MARKUP) + "/" + encoded(name),
              "#/incidents/" + incident,
              "#/incidents")) {
        page.navigate("about:blank");
        page.navigate(hostile.uri("/" + address).toString());
        page.waitForSelector("[data-state], [data-severity]");
        await(address)
            .atMost(Duration.ofSeconds(20))
            .until(() -> page.content().contains("&lt;img src=x"));
        assertThat(
                page.locator("main img, main script, main [onerror], main [onmouseover]").count())
            .as(address)
            .isZero();
        assertThat(page.locator("a[href^='javascript']").count()).isZero();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .as("width of %s", address)
            .isLessThanOrEqualTo(360);
      }
      page.navigate(hostile.uri("/" + site).toString());
      page.waitForSelector("site-page why-panel [data-topic=verdict]");
      page.waitForSelector("site-page time-line li");
      page.waitForSelector("site-page site-note[data-kind=silence]");
      for (var part : List.of("why-panel", "time-line", ".notes", ".banner.self")) {
        assertThat(page.locator(part).first().textContent()).as(part).contains(MARKUP);
      }
      assertThat(hostile.get("/api/v1/incidents/" + incident + "?format=markdown").body())
          .contains("\\<img src=x onerror=alert(1)\\>")
          .doesNotContainPattern("(?<!\\\\)<img")
          .doesNotContain("\u202e", "\u2066");
      page.context().close();
    }
    assertThat(chromium.complaintsBut("404 (Not Found)", "503 (Service Unavailable)")).isEmpty();
  }

  /** Everything that somebody can have written about who is not to be told. */
  private static Fact[] muted(String site) {
    var id = new SiteId(site);
    var now = Instant.now();
    var silence =
        new Silence(MARKUP, List.of(), now.minusSeconds(60), now.plusSeconds(600), BIDI, MARKUP);
    return new Fact[] {
      new Fact.Muted(
          new Maintenance.Wanted("m1", id, Duration.ofHours(1), false, MARKUP + BIDI, MARKUP)),
      new Fact.Silenced(
          List.of(
              new Hush(silence, MARKUP, Optional.of(id), List.of(MARKUP), true, MARKUP),
              new Hush(silence, MARKUP, Optional.empty(), List.of(MARKUP), true, MARKUP))),
      new Fact.RoutesReviewed(
          new RouteReview(
              List.of(
                  new RouteFault(
                      RouteFault.Kind.UNPAGED,
                      true,
                      MARKUP,
                      List.of(MARKUP),
                      Optional.of(id),
                      List.of(MARKUP),
                      MARKUP,
                      BIDI)),
              Optional.of(new Moment(now, Duration.ZERO, Duration.ZERO))))
    };
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }
}
