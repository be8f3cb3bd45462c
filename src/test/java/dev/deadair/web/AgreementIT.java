package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Board, API and metrics over a whole outage, compared turn by turn in every field they share. */
@Tag("browser")
class AgreementIT {

  private static final Duration STEP = Duration.ofSeconds(15);
  private static final Duration DARK = Duration.ofMinutes(6);
  private static final Duration BACK = Duration.ofMinutes(20);
  private static final Duration END = Duration.ofMinutes(28);

  @Test
  void boardApiAndMetricsShowTheSame() throws Exception {
    var outage =
        Script.producing(900).until(DARK, Script.refusing()).until(BACK, Script.producing(900));
    var scene =
        new Scene(Instant.now().minus(END))
            .with("ulsfo", "ops", "prometheus4001", outage)
            .with("ulsfo", "ops", "prometheus4002", outage)
            .with("codfw", "ops", "prometheus2005", Script.producing(97_100));
    Set<String> seen = new HashSet<>();
    try (var chromium = new Chromium();
        var served = new Served()) {
      served.board.publish(scene.look(STEP));
      var page = chromium.page(1280, ColorScheme.LIGHT);
      page.navigate(served.uri("/").toString());
      page.waitForSelector("site-card, site-tile");
      for (var left = END; left.isPositive(); left = left.minus(STEP)) {
        served.board.publish(scene.look(STEP));
        var status = new JsonObject(served.get("/api/v1/status").body()).getJsonObject("data");
        var metrics = metrics(served.get("/metrics").body());
        for (var site : objects(status.getJsonArray("sites"))) {
          metricsAgree(site, status, metrics);
          seen.add(site.getString("state"));
        }
        boardAgrees(page, status);
      }
    }
    assertThat(seen).contains("producing", "stalled", "absent");
  }

  private static void metricsAgree(
      JsonObject site, JsonObject status, Map<String, Double> metrics) {
    var name = "{site=\"" + site.getString("site") + "\"";
    for (var state : ViewMetrics.SITE_STATES) {
      assertThat(metrics)
          .containsEntry(
              "deadair_site_state" + name + ",state=\"" + state + "\"}",
              state.equals(site.getString("state")) ? 1.0 : 0.0);
    }
    assertThat(metrics)
        .containsEntry("deadair_site_no_data_seconds" + name + "}", site.getDouble("noDataSeconds"))
        .containsEntry("deadair_site_coverage_ratio" + name + "}", site.getDouble("coverage"))
        .containsEntry("deadair_last_tick_timestamp_seconds", seconds(status.getString("at")))
        .containsEntry("deadair_store_writable", 1.0);
    for (var group : objects(site.getJsonArray("groups"))) {
      for (var instance : objects(group.getJsonArray("instances"))) {
        metricsAgree(
            instance,
            name
                + ",group=\""
                + group.getString("group")
                + "\",instance=\""
                + instance.getString("instance")
                + "\"",
            metrics);
      }
    }
  }

  private static void metricsAgree(
      JsonObject instance, String labels, Map<String, Double> metrics) {
    for (var state : ViewMetrics.INSTANCE_STATES) {
      assertThat(metrics)
          .containsEntry(
              "deadair_instance_state" + labels + ",state=\"" + state + "\"}",
              state.equals(instance.getString("state")) ? 1.0 : 0.0);
    }
    var rate = "deadair_instance_ingestion_samples_per_second" + labels + "}";
    var lastData = "deadair_instance_last_data_timestamp_seconds" + labels + "}";
    assertThat(metrics.get(rate)).isEqualTo(instance.getDouble("ingestionRate"));
    assertThat(metrics.get(lastData))
        .isEqualTo(
            instance.getString("lastData") == null
                ? null
                : seconds(instance.getString("lastData")));
    assertThat(
            metrics.keySet().stream()
                .filter(key -> key.startsWith("deadair_instance_finding" + labels + ",")))
        .hasSameSizeAs(instance.getJsonArray("findings"));
  }

  private static void boardAgrees(Page page, JsonObject status) {
    await("turn " + status.getLong("seq"))
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> page.locator("#turn").textContent().startsWith("Turn " + status.getLong("seq")));
    var sites = objects(status.getJsonArray("sites"));
    for (var site : sites) {
      var name = site.getString("site");
      var shown = page.locator("site-card, site-tile").filter(named(page, name));
      var states = shown.locator(".shape").first().getAttribute("data-state");
      assertThat(states).as(name).isEqualTo(site.getString("state"));
      if (!site.getString("state").equals("producing")) {
        assertThat(shown.locator(".word").first().textContent())
            .startsWith(site.getString("state"));
        rowsAgree(shown, site);
      }
      assertThat(shown.locator(".alerts li").count()).isEqualTo(site.getJsonArray("alerts").size());
    }
    var open =
        objects(status.getJsonArray("incidents")).stream()
            .filter(each -> !each.getString("state").equals("resolved"))
            .map(each -> each.getString("alertname") + each.getString("state"))
            .sorted()
            .toList();
    var cards = new ArrayList<String>();
    for (var card : page.locator("incident-card").all()) {
      cards.add(
          card.locator("h3").textContent() + card.locator(".head .word").first().textContent());
    }
    assertThat(cards.stream().sorted()).isEqualTo(open);
    for (var state : ViewMetrics.SITE_STATES) {
      var many = sites.stream().filter(each -> each.getString("state").equals(state)).count();
      var chip = page.locator(".chip[data-state=" + state + "] b");
      assertThat(chip.count() == 0 ? "0" : chip.textContent()).isEqualTo(Long.toString(many));
    }
  }

  private static void rowsAgree(Locator card, JsonObject site) {
    var rows =
        card.locator("replica-row").all().stream()
            .map(
                row ->
                    row.locator(".name").textContent()
                        + " "
                        + row.getAttribute("data-state")
                        + " "
                        + row.locator(".word").textContent())
            .toList();
    var instances =
        objects(site.getJsonArray("groups")).stream()
            .flatMap(group -> objects(group.getJsonArray("instances")).stream())
            .map(
                each ->
                    each.getString("instance")
                        + " "
                        + each.getString("state")
                        + " "
                        + each.getString("state"))
            .toList();
    assertThat(rows).isEqualTo(instances);
  }

  private static Locator.FilterOptions named(Page page, String name) {
    return new Locator.FilterOptions()
        .setHas(page.locator("h3", new Page.LocatorOptions().setHasText(name)));
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static Map<String, Double> metrics(String exposition) {
    return exposition
        .lines()
        .filter(line -> line.startsWith("deadair_"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
  }

  private static double seconds(String time) {
    return Instant.parse(time).toEpochMilli() / 1000.0;
  }
}
