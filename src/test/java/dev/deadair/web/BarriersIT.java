package dev.deadair.web;

import static dev.deadair.web.TroubledFleet.LEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The board in a real browser, for those who cannot see it well or use no mouse. */
@Tag("browser")
class BarriersIT {

  private static Chromium chromium;
  private static Served served;

  @BeforeAll
  static void serve() {
    chromium = new Chromium();
    served = new Served();
    served.plays(TroubledFleet.before(LEAD), LEAD);
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
    chromium.close();
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
    assertThat(chromium.complaintsBut("404 (Not Found)", "503 (Service Unavailable)")).isEmpty();
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
}
