package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceApiTest {

  private static final String PATH = "/api/v1/maintenance";
  private static final String[] JSON = {"Content-Type", "application/json"};

  @AutoClose private final Served served = new Served();
  private final Turning turning = new Turning(served.board);

  @BeforeEach
  void turn() {
    served.taker = turning::take;
  }

  @Test
  void whatIsAskedForIsThereOnceItIsAnswered() throws Exception {
    var answer = post(wanted("ulsfo/ops").put("untilProducing", true).put("author", "jo"));

    assertThat(answer.statusCode()).isEqualTo(200);
    var made = new JsonObject(answer.body()).getJsonObject("data");
    assertThat(made.getMap())
        .containsEntry("site", "ulsfo")
        .containsEntry("group", "ops")
        .containsEntry("instance", null)
        .containsEntry("state", "active")
        .containsEntry("untilProducing", true)
        .containsEntry("comment", "upgrade")
        .containsEntry("author", "jo");
    assertThat(Duration.between(at(made, "startsAt"), at(made, "endsAt"))).hasMinutes(120);
    var listed = new JsonObject(served.get(PATH).body()).getJsonArray("data");
    assertThat(listed.getJsonObject(0)).isEqualTo(made);
    var all = new JsonObject(served.get("/api/v1/status").body()).getJsonObject("data");
    assertThat(all.getJsonArray("maintenance").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ulsfo,,",
    "ulsfo/ops,ops,",
    "ulsfo/ops/twin,ops,twin",
    "prometheus-ulsfo,ops,prometheus-ulsfo"
  })
  void aTargetIsASiteAGroupAnInstanceOrANameThatThereIsOneOf(
      String target, String group, String instance) throws Exception {
    var made = new JsonObject(post(wanted(target)).body()).getJsonObject("data");

    assertThat(made.getString("site")).isEqualTo("ulsfo");
    assertThat(made.getString("group")).isEqualTo(group);
    assertThat(made.getString("instance")).isEqualTo(instance);
  }

  @Test
  void itEndsWhenItIsDeleted() throws Exception {
    var id = new JsonObject(post(wanted("ulsfo")).body()).getJsonObject("data").getString("id");

    var answer = served.ask("DELETE", PATH + "/" + id);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getJsonObject("data").getString("state"))
        .isEqualTo("expired");
    assertThat(served.ask("DELETE", PATH + "/none").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{}",
        "{\"target\":\"nowhere\",\"maxSeconds\":60,\"comment\":\"c\"}",
        "{\"target\":\"twin\",\"maxSeconds\":60,\"comment\":\"c\"}",
        "{\"target\":\"ulsfo\",\"comment\":\"c\"}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":0,\"comment\":\"c\"}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":-1,\"comment\":\"c\"}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":\"60\",\"comment\":\"c\"}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":86401,\"comment\":\"c\"}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":60}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":60,\"comment\":\" \"}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":60,\"comment\":7}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":60,\"comment\":\"c\",\"for\":\"ever\"}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":60,\"comment\":\"c\",\"untilProducing\":\"true\"}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":60,\"comment\":\"c\",\"untilProducing\":1}",
        "{\"target\":\"ulsfo\",\"maxSeconds\":60,\"comment\":\"c\",\"untilProducing\":null}",
      })
  void whatCannotBeIsRefusedInWords(String body) throws Exception {
    var answer = served.send("POST", PATH, body, JSON);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("error")).isNotBlank();
    assertThat(served.board.view().maintenance()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type,text/plain,415",
    "Origin,https://elsewhere.example,403",
    "Origin,null,403",
    "Sec-Fetch-Site,cross-site,403",
    "Sec-Fetch-Site,same-site,403",
  })
  void noPageFromElsewhereCanAskForIt(String header, String value, int status) throws Exception {
    var headers =
        header.equals("Content-Type")
            ? new String[] {header, value}
            : new String[] {"Content-Type", "application/json", header, value};

    var answer = served.send("POST", PATH, wanted("ulsfo").encode(), headers);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(served.board.view().maintenance()).isEmpty();
  }

  @Test
  void ourOwnBoardMay() throws Exception {
    var here = "http://127.0.0.1:" + served.server.port();

    var answer =
        served.send(
            "POST",
            PATH,
            wanted("ulsfo").encode(),
            "Content-Type",
            "application/json; charset=utf-8",
            "Origin",
            here,
            "Sec-Fetch-Site",
            "same-origin");

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void whatNoTurnTakesIsAnsweredSoAfterThreeSeconds() throws Exception {
    served.taker = served.facts::add;

    var answer = post(wanted("ulsfo"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(served.facts).hasSize(1);
  }

  @Test
  void whatTheJournalDoesNotHoldIsSaidSo() throws Exception {
    turning.fail("no space left on device");

    var answer = new JsonObject(post(wanted("ulsfo")).body());

    assertThat(answer.getString("status")).isEqualTo("success");
    assertThat(answer.getJsonArray("warnings").getString(0)).contains("no space left on device");
  }

  @Test
  void otherMethodsAreRefusedByName() throws Exception {
    assertThat(served.ask("PUT", PATH).headers().firstValue("Allow")).contains("GET, HEAD, POST");
    assertThat(served.ask("GET", PATH + "/a").headers().firstValue("Allow")).contains("DELETE");
    assertThat(served.ask("GET", "/api/v1/receipt").headers().firstValue("Allow")).contains("POST");
  }

  private HttpResponse<String> post(JsonObject body) throws Exception {
    return served.send("POST", PATH, body.encode(), JSON);
  }

  private static JsonObject wanted(String target) {
    return new JsonObject().put("target", target).put("maxSeconds", 7200).put("comment", "upgrade");
  }

  private static Instant at(JsonObject made, String field) {
    return Instant.parse(made.getString(field));
  }
}
