package dev.deadair.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The board in a real browser, over a made-up fleet in every state. */
@Tag("browser")
class BoardIT {

  private static final Duration LEAD = Duration.ofMinutes(35);
  private static final String MARKUP = "<img src=x onerror=alert(1)>";
  private static final String BIDI = "a\u202e\u2066gnol javascript:alert(1) ";

  private static Chromium chromium;
  private static Served served;

  @BeforeAll
  static void serve() {
    chromium = new Chromium();
    served = new Served();
    play(served, fleet(Instant.now().minus(LEAD)), LEAD);
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
    chromium.close();
  }

  static Scene fleet(Instant start) {
    var gone = LEAD.minusMinutes(23);
    return new Scene(start)
        .with("codfw", "ops", "prometheus2005", Script.producing(97_100))
        .with("codfw", "ops", "prometheus2006", Script.producing(97_080))
        .with("drmrs", "ops", "prometheus6001", Script.producing(15_900))
        .with("eqiad", "ops", "prometheus1005", Script.producing(118_400))
        .with("eqiad", "k8s", "prometheus1006", Script.producing(1).until(gone, Script.refusing()))
        .with("ulsfo", "ops", "prometheus4001", Script.producing(9).until(gone, Script.refusing()))
        .with(
            "ulsfo",
            "ops",
            "prometheus4002",
            Script.producing(9).until(gone, Script.replaying(gone)))
        .with("eqsin", "ops", "prometheus5001", Script.stuckAfter(LEAD.minusMinutes(5), 21_700))
        .with("magru", "ops", "prometheus7001", Script.unauthorized())
        .receivers(
            due ->
                due.route().member().contains("am2")
                    ? new Outcome.Failed("connection refused")
                    : new Outcome.Accepted(202));
  }

  /** Shows the scene's whole story, and keeps curves of its sites. */
  private static void play(Served served, Scene scene, Duration lasts) {
    for (var left = lasts; left.isPositive(); left = left.minus(Scene.INTERVAL)) {
      var view = scene.look(Scene.INTERVAL);
      served.board.publish(view);
      var points = new ArrayList<Sample.Point>();
      view.sites()
          .forEach(
              (id, site) -> {
                points.add(
                    new Sample.Point(
                        id,
                        site.state().word(),
                        Optional.of(1.0),
                        Optional.of(9.0),
                        Optional.of(12.0)));
              });
      served.history.keep(new Sample(view.at(), points, List.of(), List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void noPageHasABarrier(ColorScheme scheme) {
    var incident = served.board.view().incidents().keySet().iterator().next().value();
    for (var width : widths(scheme)) {
      var page = chromium.page(width, scheme);
      for (var address :
          List.of(
              "#/",
              "?wall#/",
              "#/sites/ulsfo",
              "#/sites/ulsfo/ops/prometheus4001",
              "#/incidents",
              "#/incidents/" + incident,
              "#/sites/nowhere")) {
        open(page, address);
        var violations = new AxeBuilder(page).analyze().getViolations();
        assertThat(violations)
            .as("%s at %d in %s", address, width, scheme)
            .extracting(rule -> rule.getId() + ": " + rule.getNodes())
            .isEmpty();
      }
      page.context().close();
    }
    assertThat(complaints()).isEmpty();
  }

  private static List<Integer> widths(ColorScheme scheme) {
    if (Boolean.getBoolean("deadair.full")) {
      return List.of(360, 1280, 2560);
    }
    return List.of(scheme == ColorScheme.LIGHT ? 360 : 1280);
  }

  @Test
  void everythingCanBeDoneByKeyboardAlone() {
    var page = chromium.page(1280, ColorScheme.DARK);
    open(page, "#/");

    page.keyboard().press("/");
    page.keyboard().type("prometheus4001");
    assertThat(page.locator("site-card")).satisfies(cards -> hasCount(cards, 1));
    page.keyboard().press("Enter");
    page.waitForSelector("site-page why-panel [data-topic=verdict]");
    assertThat(page.locator("site-page h1").textContent()).isEqualTo("ulsfo");

    tabTo(page, "6 h");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator(".spans [aria-pressed=true]").textContent()).isEqualTo("24 h");

    tabTo(page, "prometheus4002");
    page.keyboard().press("Enter");
    page.waitForSelector("instance-page h1");
    page.keyboard().press("i");
    page.waitForSelector("incidents-page h1");
    tabTo(page, "PrometheusSiteAbsent");
    page.keyboard().press("Enter");
    page.waitForSelector("incident-page .severity");
    tabTo(page, "Post-mortem as Markdown");
    var download = page.waitForDownload(() -> page.keyboard().press("Enter"));
    assertThat(download.suggestedFilename()).startsWith("post-mortem-").endsWith(".md");
    page.keyboard().press("b");
    page.waitForSelector("board-page");
    tabTo(page, "3 producing");
    page.keyboard().press("Space");
    assertThat(page.locator("site-card[data-state=absent]").count()).isZero();
    page.context().close();
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
      play(hostile, scene, LEAD);
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
    assertThat(complaints()).isEmpty();
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
      behind.board.publish(fleet(Instant.now()).look(Scene.INTERVAL));
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
    var scene = fleet(Instant.now().minus(LEAD)).run(LEAD);
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

  /** An answer that is an error is one the page shows; the browser notes it all the same. */
  private static List<String> complaints() {
    return chromium.complaints().stream()
        .filter(text -> !text.contains("404 (Not Found)"))
        .filter(text -> !text.contains("503 (Service Unavailable)"))
        .toList();
  }

  private static void open(Page page, String address) {
    page.navigate("about:blank");
    page.navigate(served.uri("/" + address).toString());
    page.waitForSelector(
        "site-card, site-page h1, instance-page h1, incident-page h1, incidents-page h1");
    await("its data")
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                (Boolean)
                    page.evaluate(
                        """
                        !document.querySelector('past-chart') ||
                        document.querySelector('past-chart .legend').textContent !== '' ||
                        !document.querySelector('past-chart .none').hidden
                        """));
  }

  private static void tabTo(Page page, String text) {
    for (var press = 0; press < 120; press++) {
      page.keyboard().press("Tab");
      var focused =
          (String)
              page.evaluate("(document.activeElement?.textContent ?? '').replace(/\\s+/g, ' ')");
      if (focused.strip().equals(text)) {
        return;
      }
    }
    throw new AssertionError("no Tab leads to " + text);
  }

  private static void hasCount(Locator locator, int count) {
    await().atMost(Duration.ofSeconds(5)).until(() -> locator.count() == count);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }
}
