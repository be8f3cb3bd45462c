package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import dev.deadair.store.Sample;
import dev.deadair.view.NoDataTime;
import dev.deadair.view.Why;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastApiTest {

  private static final SiteId ULSFO = new SiteId("ulsfo");
  private static final InstanceId PROM = new InstanceId(new GroupId(ULSFO, "ops"), "prom");
  private static Instant then;

  private static Served served;

  @BeforeAll
  static void serve() {
    served = Served.showing(ApiTest.made());
    then = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3600);
    var why =
        new Why(
            List.of(new Why.Line(Why.Topic.CLOCK, "\uE000 without data have been seen.")),
            new NoDataTime.Counting(then.minusSeconds(60)));
    served.history.keep(
        new Sample(
            then,
            List.of(
                new Sample.Point(
                    ULSFO, "absent", Optional.of(0.0), Optional.of(1234.6), Optional.of(2000.0)),
                new Sample.Point(
                    PROM, "down", Optional.of(0.0), Optional.empty(), Optional.empty())),
            List.of(new Sample.Explanation(ULSFO, true, why.encoded())),
            List.of(new Sample.Event(then, PROM, "finding", "idle: <b>nothing</b>"))));
  }

  @AfterAll
  static void stop() throws IOException {
    served.close();
  }

  @Test
  void theCurvesOfASiteAreInEqualSteps() throws Exception {
    var history = data("/api/v1/history?site=ulsfo&from=" + then + "&to=" + then.plusSeconds(40));

    var steps = history.getInteger("steps");
    assertThat(history.getInteger("stepSeconds")).isEqualTo(15);
    assertThat(history.getJsonArray("curves")).hasSize(2);
    var site = history.getJsonArray("curves").getJsonObject(0);
    assertThat(site.getString("site")).isEqualTo("ulsfo");
    assertThat(site.getString("instance")).isNull();
    assertThat(site.getJsonArray("state")).hasSize(steps).startsWith("absent");
    assertThat(site.getJsonArray("ingestionRate").getValue(0)).isEqualTo(1235);
    assertThat(site.getJsonArray("usualRate").getValue(0)).isEqualTo(2000);
    assertThat(site.getJsonArray("coverage").getValue(0)).isEqualTo(0.0);
    assertThat(site.getJsonArray("coverage").getValue(1)).isNull();
  }

  @Test
  void oneInstanceCanBeAskedFor() throws Exception {
    var of = "/api/v1/history?from=" + then + "&to=" + then.plusSeconds(40) + "&site=ulsfo";

    assertThat(data(of + "&instance=prom").getJsonArray("curves")).hasSize(1);
    assertThat(data(of + "&instance=none").getJsonArray("curves")).isEmpty();
  }

  @Test
  void whyIsToldForNowAndForThen() throws Exception {
    var now = data("/api/v1/sites/ulsfo/why");
    assertThat(now.getBoolean("watched")).isTrue();
    assertThat(now.getJsonArray("sentences").getJsonObject(0).getString("text"))
        .startsWith("Site ulsfo is absent since");

    var past = data("/api/v1/sites/ulsfo/why?at=" + then.plusSeconds(10));
    assertThat(past.getBoolean("watched")).isTrue();
    assertThat(past.getJsonArray("sentences").getJsonObject(0).getString("text"))
        .isEqualTo("1m10s without data have been seen.");

    var unwatched = data("/api/v1/sites/ulsfo/why?at=" + then.plusSeconds(1800));
    assertThat(unwatched.getBoolean("watched")).isFalse();
    assertThat(unwatched.getJsonArray("sentences").getJsonObject(0).getString("text"))
        .isEqualTo("1m without data have been seen.");
  }

  @Test
  void theTimelineIsOfTheSite() throws Exception {
    var body =
        served.get(
            "/api/v1/sites/ulsfo/timeline?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z");
    assertThat(new JsonObject(body.body()).getJsonArray("data")).isEmpty();

    var happened = list("/api/v1/sites/ulsfo/timeline?from=" + then.minusSeconds(1));
    assertThat(happened.getJsonObject(0).getString("text")).isEqualTo("idle: <b>nothing</b>");
    assertThat(happened.getJsonObject(0).getString("instance")).isEqualTo("prom");
  }

  @Test
  void aPostMortemIsMarkdownThatNoNameBreaksOutOf() throws Exception {
    var id = list("/api/v1/incidents").getJsonObject(0).getString("id");

    var response = served.get("/api/v1/incidents/" + id + "?format=markdown");

    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/markdown; charset=utf-8");
    assertThat(response.body())
        .startsWith("# ")
        .contains("## Timeline", "## Root cause", "| severity |", " opened")
        .doesNotContainPattern("(?<!\\\\)<");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/history?from=yesterday",
        "/api/v1/history?from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z",
        "/api/v1/sites/ulsfo/timeline?to=soon",
        "/api/v1/sites/ulsfo/why?at=now"
      })
  void aTimeThatIsNoneIsRefused(String path) throws Exception {
    assertThat(served.get(path).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sites/nowhere/why",
        "/api/v1/sites/nowhere/why?at=1760000000",
        "/api/v1/incidents/0?format=markdown"
      })
  void whatIsNotKeptIsNotFound(String path) throws Exception {
    assertThat(served.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aPastThatCannotBeReadIsSaidSoAndTheRestGoesOn() throws Exception {
    try (var other = Served.showing(ApiTest.made())) {
      Files.writeString(other.directory.resolve("history.db"), "no database, ".repeat(1000));

      var response = other.get("/api/v1/history?site=ulsfo");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(other.get("/api/v1/sites").statusCode()).isEqualTo(200);
    }
  }

  private static JsonObject data(String path) throws Exception {
    return new JsonObject(served.get(path).body()).getJsonObject("data");
  }

  private static JsonArray list(String path) throws Exception {
    return new JsonObject(served.get(path).body()).getJsonArray("data");
  }
}
