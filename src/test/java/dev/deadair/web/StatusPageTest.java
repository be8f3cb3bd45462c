package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Maintenance;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Fact;
import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class StatusPageTest {

  private static final Instant START = Instant.parse("2026-11-05T02:00:00Z");
  private static final Duration LEAD = Duration.ofMinutes(30);

  private final Board board = new Board();

  @Test
  void aBadgeSaysTheSiteAndItsState() throws Exception {
    show(fleet());

    assertThat(title(badge("ulsfo"))).isEqualTo("ulsfo: absent");
    assertThat(title(badge("codfw"))).isEqualTo("codfw: producing");
    assertThat(title(badge("magru"))).isEqualTo("magru: unknown, blind");
    assertThat(title(fresh().ofAll())).isEqualTo("sites: 1 absent");
    assertThat(badge("ulsfo")).contains("#bd1530").doesNotContain("#0a7a4e");
    assertThat(badge("codfw")).contains("#0a7a4e");
    assertThat(fresh().of("nowhere")).isEmpty();
  }

  /** A picture that stays green when the watcher has stopped is worse than none. */
  @Test
  void whatIsOldIsStaleWhateverItWas() throws Exception {
    show(fleet());
    var old = new StatusPage(board, () -> Duration.ofMinutes(1));

    assertThat(title(old.of("codfw").orElseThrow())).isEqualTo("codfw: stale");
    assertThat(title(old.ofAll())).isEqualTo("sites: stale");
    assertThat(old.ofAll()).doesNotContain("#0a7a4e");
    assertThat(StatusPage.summary(board.view(), true).getBoolean("stale")).isTrue();
  }

  @Test
  void aNameIsTextWhateverItIs() throws Exception {
    var name = "\u202e\"><script>alert(1)<&" + "x".repeat(10_000);
    show(new Scene(START).with(name, "ops", "prom", Script.producing(900)));

    var badge = badge(name);

    assertThat(parsed(badge).getElementsByTagName("script").getLength()).isZero();
    assertThat(title(badge)).startsWith("\"><script>").endsWith("…: producing");
    assertThat(badge).hasSizeLessThan(1_500).doesNotContain("\u202e");
    assertThat(title(Badge.of("a\u0000b\ud800c\u0007", "absent", "absent")))
        .isEqualTo("abc: absent");
  }

  @Test
  void theSummaryTellsNoAddressErrorOrServer() {
    show(
        fleet()
            .hears(
                new Fact.Muted(
                    new Maintenance.Wanted(
                        "m", new SiteId("codfw"), Duration.ofHours(1), false, "disks", "alice"))));

    var summary = StatusPage.summary(board.view(), false);

    assertThat(summary.getString("state")).isEqualTo("absent");
    assertThat(summary.getJsonObject("counts").getMap())
        .isEqualTo(
            new JsonObject("{\"absent\":1,\"stalled\":0,\"unknown\":1,\"producing\":1}").getMap());
    assertThat(summary.getJsonArray("sites").getJsonObject(0).encode())
        .isEqualTo(
            "{\"site\":\"codfw\",\"state\":\"producing\",\"since\":\"2026-11-05T02:00:30Z\","
                + "\"sighted\":true,\"maintenance\":true}");
    assertThat(summary.encode()).doesNotContain("prom", "http", "refused", "disks", "alice", "ops");
  }

  @Test
  void bothAreServedToBeKeptForMoments() throws Exception {
    try (var served = Served.showing(fleet().run(LEAD).view())) {
      served.meters.turned();
      var badge = served.get("/badge/ulsfo.svg");
      var summary = served.get("/api/v1/summary");

      assertThat(title(badge.body())).isEqualTo("ulsfo: absent");
      assertThat(badge.headers().firstValue("Content-Type"))
          .contains("image/svg+xml; charset=utf-8");
      assertThat(badge.headers().firstValue("Cache-Control")).contains("public, max-age=10");
      assertThat(badge.headers().firstValue("Cross-Origin-Resource-Policy"))
          .contains("cross-origin");
      assertThat(badge.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'self'");
      assertThat(summary.headers().firstValue("Cache-Control")).contains("public, max-age=10");
      assertThat(summary.headers().firstValue("Cross-Origin-Resource-Policy"))
          .contains("same-origin");
      assertThat(served.get("/badge/nowhere.svg").statusCode()).isEqualTo(404);
      assertThat(served.get("/badge.svg").statusCode()).isEqualTo(200);
    }
  }

  private static Scene fleet() {
    return new Scene(START)
        .with("codfw", "ops", "prom1", Script.producing(900))
        .with(
            "ulsfo",
            "ops",
            "prom2",
            Script.producing(900).until(Duration.ofMinutes(10), Script.refusing()))
        .with("magru", "ops", "prom3", Script.unauthorized());
  }

  private void show(Scene scene) {
    board.publish(scene.run(LEAD).view());
  }

  private StatusPage fresh() {
    return new StatusPage(board, () -> Duration.ofSeconds(1));
  }

  private String badge(String site) {
    return fresh().of(site).orElseThrow();
  }

  private static String title(String svg) throws Exception {
    return parsed(svg).getElementsByTagName("title").item(0).getTextContent();
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
