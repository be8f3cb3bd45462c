package dev.deadair.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Outcome;
import dev.deadair.turn.Commit;
import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import dev.deadair.view.View;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)> \"\\\u202e";
  private static Served served;

  @BeforeAll
  static void serve() {
    served = Served.showing(made());
  }

  @AfterAll
  static void stop() throws IOException {
    served.close();
  }

  /**
   * One site in each state, one of them with a page on its way that a member does not take, and one
   * that no member takes.
   */
  static View made() {
    var dark = Duration.ofMinutes(20);
    return new Scene(Instant.parse("2026-11-05T02:00:00Z"))
        .with("codfw", "ops", "prometheus2005", Script.producing(97_100.5))
        .with("eqsin", "ops", "prometheus5001", Script.stuckAfter(Duration.ofMinutes(33), 900))
        .with("magru", "ops", "prometheus7001", Script.unauthorized())
        .with(
            "ulsfo", "ops", "prometheus4001", Script.producing(900).until(dark, Script.refusing()))
        .with(
            "ulsfo",
            "k8s",
            "prometheus4002",
            Script.producing(900).until(dark, Script.replaying(dark)))
        .receivers(
            due ->
                due.route().member().contains("am2")
                        || (due.route().member().contains("am1")
                            && due.incident().alert().labels().containsValue("magru"))
                    ? new Outcome.Failed("connection refused")
                    : new Outcome.Accepted(202))
        .commits(new Commit.Unkept("no space left on device"))
        .run(Duration.ofMinutes(36))
        .view();
  }

  @Test
  void theWholeViewIsAsDocumented() throws Exception {
    var response = served.get("/api/v1/status");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(response.body()).encodePrettily() + "\n")
        .isEqualTo(expected("status.json"));
  }

  @Test
  void everyAnswerIsJsonThatNobodyKeepsOrGuessesAt() throws Exception {
    var headers = served.get("/api/v1/sites").headers();

    assertThat(headers.firstValue("Content-Type")).contains("application/json; charset=utf-8");
    assertThat(headers.firstValue("Cache-Control")).contains("no-store");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void sitesAndIncidentsAreThoseOfTheStatus() throws Exception {
    var status = data("/api/v1/status");

    assertThat(list("/api/v1/sites")).isEqualTo(status.getJsonArray("sites"));
    assertThat(list("/api/v1/incidents")).isEqualTo(status.getJsonArray("incidents"));
    assertThat(data("/api/v1/sites/ulsfo")).isEqualTo(status.getJsonArray("sites").getValue(3));
    var incident = status.getJsonArray("incidents").getJsonObject(0);
    assertThat(data("/api/v1/incidents/" + incident.getString("id"))).isEqualTo(incident);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sites/nowhere",
        "/api/v1/sites/ulsfo%2Fk8s",
        "/api/v1/incidents/0",
        "/api/v1/nothing",
        "/api/v2/status"
      })
  void whatIsNotThereIsNotFoundInPrometheusWords(String path) throws Exception {
    var response = served.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    var body = new JsonObject(response.body());
    assertThat(body.getString("status")).isEqualTo("error");
    assertThat(body.getString("errorType")).isEqualTo("not_found");
    assertThat(body.getString("error")).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void onlyReadingIsAllowed(String method) throws Exception {
    var response = served.ask(method, "/api/v1/sites");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(new JsonObject(response.body()).getString("errorType")).isEqualTo("bad_data");
  }

  @Test
  void aHeadHasTheHeadersOfTheAnswerAndNoBody() throws Exception {
    var response = served.ask("HEAD", "/api/v1/sites");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void beforeTheFirstTurnItIsHealthyAndNotReady() throws Exception {
    try (var early = new Served()) {
      assertThat(early.get("/-/healthy").statusCode()).isEqualTo(200);
      assertThat(early.get("/-/ready").statusCode()).isEqualTo(503);
      assertThat(new JsonObject(early.get("/api/v1/sites").body()).getString("errorType"))
          .isEqualTo("unavailable");

      early.board.publish(served.board.view());

      assertThat(early.get("/-/ready").statusCode()).isEqualTo(200);
      assertThat(early.get("/api/v1/sites").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aHostileNameIsOnlyEverText() throws Exception {
    var view =
        new Scene(Instant.parse("2026-11-05T02:00:00Z"))
            .with(HOSTILE, HOSTILE, HOSTILE, Script.refusing())
            .receivers(_ -> new Outcome.Rejected(400, HOSTILE))
            .run(Duration.ofMinutes(12))
            .view();
    try (var hostile = Served.showing(view)) {
      var path =
          "/api/v1/sites/" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8).replace("+", "%20");
      var site = new JsonObject(hostile.get(path).body()).getJsonObject("data");

      assertThat(site.getString("site")).isEqualTo(HOSTILE);
      assertThat(hostile.get("/metrics").body())
          .contains("site=\"<img src=x onerror=alert(1)> \\\"\\\\\u202e\"");
      var notFound = hostile.get("/%3Cscript%3E");
      assertThat(notFound.body()).doesNotContain("script");
      assertThat(notFound.headers().firstValue("Content-Type"))
          .contains("text/plain; charset=utf-8");
    }
  }

  @Test
  void everythingIsThereUnderThePathOfTheExternalUrlToo() throws Exception {
    var url = Optional.of(URI.create("https://ops.example/dead/air/"));
    try (var behindProxy = new Served(url, WebServer.PATIENCE)) {
      behindProxy.board.publish(served.board.view());

      for (var path : List.of("/", "/board.js", "/api/v1/status", "/metrics", "/-/ready")) {
        assertThat(behindProxy.get("/dead/air" + path).statusCode()).as(path).isEqualTo(200);
        assertThat(behindProxy.get(path).statusCode()).as(path).isEqualTo(200);
      }
      var bare = behindProxy.get("/dead/air");
      assertThat(bare.statusCode()).isEqualTo(302);
      assertThat(bare.headers().firstValue("Location")).contains("/dead/air/");
      assertThat(behindProxy.get("/dead/airy").statusCode()).isEqualTo(404);
    }
  }

  private static JsonObject data(String path) throws Exception {
    return new JsonObject(served.get(path).body()).getJsonObject("data");
  }

  private static JsonArray list(String path) throws Exception {
    return new JsonObject(served.get(path).body()).getJsonArray("data");
  }

  private static String expected(String name) throws IOException {
    try (var in = requireNonNull(ApiTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
