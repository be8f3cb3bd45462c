package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.RouteFault;
import dev.deadair.alert.RouteReview;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Fact;
import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Board, API and metrics over a whole outage, compared turn by turn in every field they share: what
 * the API has and no comparison names makes this fail.
 */
@Tag("browser")
class AgreementIT {

  private static final Duration STEP = Duration.ofSeconds(15);
  private static final Duration DARK = Duration.ofMinutes(6);
  private static final Duration REPLAYS = Duration.ofMinutes(14);
  private static final Duration BACK = Duration.ofMinutes(20);
  private static final Duration END = Duration.ofMinutes(28);

  @Test
  void boardApiAndMetricsShowTheSame() throws Exception {
    var begin = Instant.now().minus(END);
    var scene = scene(begin);
    Set<String> seen = new HashSet<>();
    try (var chromium = new Chromium();
        var served = new Served()) {
      served.board.publish(scene.look(STEP));
      var page = chromium.page(1280, ColorScheme.LIGHT);
      page.navigate(served.uri("/").toString());
      page.waitForSelector("site-card, site-tile");
      for (var left = END; left.isPositive(); left = left.minus(STEP)) {
        if (left.equals(END.minus(DARK))) {
          scene.hears(worked(), reviewed(begin));
        }
        served.board.publish(scene.look(STEP));
        var status = new JsonObject(served.get("/api/v1/status").body()).getJsonObject("data");
        FieldsShown.areAllNamed(status);
        MetricsShown.of(served.get("/metrics").body()).agreeWith(status);
        agrees(page, status);
        objects(status.getJsonArray("sites")).forEach(site -> seen.add(site.getString("state")));
        note(status, seen);
      }
      assertThat(chromium.complaints())
          .as("but for the past, of which there is none")
          .allMatch(text -> text.contains("/api/v1/history"));
    }
    assertThat(seen)
        .as("what the outage brought to compare")
        .contains("producing", "stalled", "absent", "unknown")
        .contains("finding", "replay", "ailment", "maintenance", "fault", "undelivered");
  }

  private static Scene scene(Instant begin) {
    var outage =
        Script.producing(900).until(DARK, Script.refusing()).until(BACK, Script.producing(900));
    var replaying =
        Script.producing(900)
            .until(DARK, Script.refusing())
            .until(REPLAYS, Script.replaying(REPLAYS))
            .until(BACK, Script.producing(900));
    return new Scene(begin)
        .with("ulsfo", "ops", "prometheus4001", outage)
        .with("ulsfo", "ops", "prometheus4002", replaying)
        .with("codfw", "ops", "prometheus2005", Script.producing(97_100))
        .with("codfw", "ops", "prometheus2006", outage)
        .with("magru", "ops", "prometheus7001", Script.unauthorized())
        .receivers(
            due ->
                due.route().member().contains("am2")
                    ? new Outcome.Failed("connection refused")
                    : new Outcome.Accepted(202));
  }

  private static Fact worked() {
    return new Fact.Muted(
        new Maintenance.Wanted(
            "m1", new SiteId("magru"), Duration.ofMinutes(10), false, "disks", "alice"));
  }

  private static Fact reviewed(Instant begin) {
    var fault =
        new RouteFault(
            RouteFault.Kind.UNPAGED,
            true,
            "alertmanager",
            List.of("http://am1:9093"),
            Optional.of(new SiteId("codfw")),
            List.of("PrometheusSiteAbsent"),
            "every critical alert",
            "pages nobody: it goes to mail (email)");
    return new Fact.RoutesReviewed(
        new RouteReview(
            List.of(fault), Optional.of(new Moment(begin, Duration.ZERO, Duration.ZERO))));
  }

  /** What the test has had before it, so that it cannot pass by comparing nothing. */
  private static void note(JsonObject status, Set<String> seen) {
    var self = status.getJsonObject("self");
    noteIf(!self.getJsonArray("ailments").isEmpty(), "ailment", seen);
    noteIf(self.getString("undeliveredSince") != null, "undelivered", seen);
    noteIf(!status.getJsonArray("maintenance").isEmpty(), "maintenance", seen);
    noteIf(!status.getJsonObject("routes").getJsonArray("faults").isEmpty(), "fault", seen);
    for (var site : objects(status.getJsonArray("sites"))) {
      for (var group : objects(site.getJsonArray("groups"))) {
        for (var each : objects(group.getJsonArray("instances"))) {
          noteIf(!each.getJsonArray("findings").isEmpty(), "finding", seen);
          noteIf(each.getJsonObject("replay") != null, "replay", seen);
        }
      }
    }
  }

  private static void noteIf(boolean had, String what, Set<String> seen) {
    if (had) {
      seen.add(what);
    }
  }

  /** The page is asked what it shows, and what it would show of the API's answer. */
  private static void agrees(Page page, JsonObject status) {
    await("turn " + status.getLong("seq"))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> page.locator("#turn").textContent().startsWith("Turn " + status.getLong("seq")));
    var both = new JsonObject((String) page.evaluate(FieldsShown.BOTH, status.encode()));
    assertThat(both.getJsonObject("shown").encodePrettily())
        .as("the board at turn %d", status.getLong("seq"))
        .isEqualTo(both.getJsonObject("expected").encodePrettily());
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
