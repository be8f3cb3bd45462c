package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.deadair.demo.AlertRecorder;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.Prometheus;
import dev.deadair.web.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outage of real servers, from the first missed look to its end, as a person follows it. */
@Tag("browser")
class BoardOutageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final List<Integer> WIDTHS = List.of(360, 1280, 2560);

  @TempDir private Path directory;

  @Test
  void anOutageIsFollowedFromTheBoardToItsEnd() throws Exception {
    var servers = List.of(new Prometheus("2.42"), new Prometheus("2.42"));
    try (var webhook = new AlertRecorder();
        var pagerDuty = new PagerDutyRecorder();
        var alertmanager = new Alertmanager("0.25");
        var chromium = new Chromium()) {
      alertmanager.configure(Alertmanager.routingTo(webhook.url()));
      alertmanager.start();
      alertmanager.awaitReady();
      Files.writeString(directory.resolve("pagerduty.key"), "0123456789abcdef0123456789abcdef");
      servers.forEach(each -> each.configure(scraping(servers, "replica: \"" + each.url() + "\"")));
      servers.forEach(Prometheus::start);
      servers.forEach(Prometheus::awaitSamples);
      try (var daemon =
          new DaemonProcess(directory, configuration(servers, alertmanager, pagerDuty))) {
        daemon.start();
        follow(daemon, servers, chromium);
      }
    } finally {
      servers.forEach(Prometheus::close);
    }
  }

  private void follow(DaemonProcess daemon, List<Prometheus> servers, Chromium chromium)
      throws Exception {
    var page = chromium.page(1280, ColorScheme.DARK);
    page.navigate(daemon.url("/"));
    page.waitForSelector("site-tile .head .shape[data-state=producing]", patiently());
    assertThat(page.locator("#icon").getAttribute("href")).isEqualTo("icon-producing.svg");

    servers.forEach(Prometheus::kill);
    page.waitForSelector("site-card[data-state=stalled] window-gauge .text", patiently());
    page.waitForSelector("site-card[data-state=absent]", patiently());
    var card = page.locator("site-card[data-state=absent]");
    await("the page")
        .atMost(PATIENCE)
        .until(() -> card.locator(".alerts").textContent().contains("told pagerduty"));
    assertThat(card.locator("replica-row[data-state=down]").count()).isEqualTo(2);
    assertThat(page.locator(".summary h1").textContent()).isEqualTo("ulsfo is absent");
    shoot(daemon, chromium, "board", "#/");

    card.locator("h3 a").click();
    page.waitForSelector("site-page why-panel [data-topic=verdict]");
    await("why it is absent")
        .atMost(PATIENCE)
        .until(
            () -> page.locator("why-panel").textContent().contains("Site ulsfo is absent since"));
    page.waitForSelector("site-page time-line li[data-kind=state][data-tone=absent]", patiently());
    page.waitForSelector("site-page past-chart .lane .ribbon rect[data-state=absent]", patiently());
    shoot(daemon, chromium, "site", "#/sites/ulsfo");

    page.locator("site-page incident-card h3 a").first().click();
    page.waitForSelector("incident-page tr[data-outcome=accepted]", patiently());
    var incident = page.url().substring(page.url().indexOf('#'));
    assertThat(page.locator("incident-page h1").textContent()).isEqualTo("PrometheusSiteAbsent");
    assertThat(page.locator("incident-page why-panel .asof").textContent())
        .startsWith("As it stood at");
    shoot(daemon, chromium, "incident", incident);

    servers.getFirst().restart();
    await("the resolve")
        .atMost(PATIENCE)
        .until(() -> page.locator("incident-page .hero .word").textContent().equals("resolved"));
    page.navigate("about:blank");
    page.navigate(daemon.url("/" + incident));
    page.waitForSelector("incident-page time-line li[data-tone=resolved]", patiently());
    var download = page.waitForDownload(() -> page.getByText("Post-mortem as Markdown").click());
    assertThat(Files.readString(download.path()))
        .startsWith("# PrometheusSiteAbsent: ulsfo")
        .contains("## Timeline", "absent, was stalled", "PrometheusSiteAbsent resolved");
    assertThat(chromium.complaints()).isEmpty();
  }

  /** In every width and scheme; none may have a barrier or be wider than the screen. */
  private static void shoot(DaemonProcess daemon, Chromium chromium, String name, String address)
      throws Exception {
    Files.createDirectories(SCREENSHOTS);
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (var width : WIDTHS) {
        var page = chromium.page(width, scheme);
        page.navigate(daemon.url("/" + (width > 2000 ? "?wall" : "") + address));
        page.waitForSelector("site-card, site-page .ribbon, incident-page time-line li");
        page.waitForSelector("#liveness:text('live')");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .as("width of %s", address)
            .isLessThanOrEqualTo(width);
        assertThat(new AxeBuilder(page).analyze().getViolations())
            .as("%s at %d in %s", address, width, scheme)
            .extracting(rule -> rule.getId() + ": " + rule.getNodes())
            .isEmpty();
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(
                    SCREENSHOTS.resolve(
                        "%s-%d-%s.png"
                            .formatted(name, width, scheme.name().toLowerCase(Locale.ROOT)))));
        page.context().close();
      }
    }
  }

  private static Page.WaitForSelectorOptions patiently() {
    return new Page.WaitForSelectorOptions().setTimeout((double) PATIENCE.toMillis());
  }

  /** Told apart by a label: both start in one hundredth of a second. */
  private static String scraping(List<Prometheus> servers, String label) {
    return Prometheus.scraping(servers.getFirst().url(), servers.getLast().url())
        .replace("global: {", "global: {external_labels: {" + label + "}, ");
  }

  private static String configuration(
      List<Prometheus> servers, Alertmanager alertmanager, PagerDutyRecorder pagerDuty) {
    return """
    deadair {
      watcher = ulsfo-a
      poll { interval = 1s, timeout = 900ms }
      window = 10s, warn-after = 4s, clear-after = 4s
      sites.ulsfo {
        runbook = "https://wiki.example/runbooks/dead-air"
        instances = [{ url = "%s", name = prometheus4001 }, { url = "%s", name = prometheus4002 }]
      }
      receivers {
        alertmanager { urls = ["%s"] }
        pagerduty { url = "%s", routing-key-file = pagerduty.key }
      }
    }
    """
        .formatted(
            servers.getFirst().url(), servers.getLast().url(), alertmanager.url(), pagerDuty.url());
  }
}
