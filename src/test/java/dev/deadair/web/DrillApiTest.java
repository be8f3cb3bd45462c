package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Outcome;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.alert.Severity;
import dev.deadair.probe.MachineClock;
import dev.deadair.turn.Fact;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrillApiTest {

  private static final String PATH = "/api/v1/drills";
  private static final String[] JSON = {"Content-Type", "application/json"};

  @AutoClose private final Served served = new Served();
  private final Turning turning =
      new Turning(served.board, receiver("pagerduty"), Receivers.hook(Severity.WARNING));

  private static Receiver receiver(String name) {
    return new Receiver(
        name, Receiver.Nature.Edge.DEFAULT, Severity.CRITICAL, List.of("events"), Map.of());
  }

  @BeforeEach
  void turn() {
    served.taker = turning::take;
  }

  @Test
  void untilItIsTriedNothingIsProvenOfAReceiver() throws Exception {
    var data = data(served.get(PATH));

    assertThat(data).hasSize(2);
    assertThat(data.getJsonObject(0).getMap())
        .containsEntry("receiver", "pagerduty")
        .containsEntry("busy", false)
        .containsEntry("latest", null)
        .containsEntry("lastProof", null);
    assertThat(metrics()).contains("# TYPE deadair_drill_successful gauge");
    assertThat(metrics()).doesNotContain("deadair_drill_successful{");
  }

  @Test
  void whatIsOrderedIsThereOnceItIsAnsweredAndItsStepsAreTimed() throws Exception {
    var answer = post("{\"receiver\":\"pagerduty\",\"severity\":\"warning\",\"author\":\"jo\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    var latest = data(answer).getJsonObject(0).getJsonObject("latest");
    assertThat(latest.getMap())
        .containsEntry("severity", "warning")
        .containsEntry("author", "jo")
        .containsEntry("endedAt", null)
        .containsEntry("proven", false);
    accept();
    var drill = data(served.get(PATH)).getJsonObject(0);
    assertThat(drill.getJsonObject("latest").getBoolean("proven")).isTrue();
    assertThat(drill.getJsonObject("lastProof")).isEqualTo(drill.getJsonObject("latest"));
    var way = drill.getJsonObject("latest").getJsonArray("routes").getJsonObject(0);
    assertThat(way.getDouble("acceptedSeconds")).isBetween(0.0, 60.0);
    assertThat(way.getDouble("provenSeconds")).isEqualTo(way.getDouble("acceptedSeconds"));
    assertThat(way.getString("trouble")).isEmpty();
    assertThat(metrics())
        .contains("deadair_drill_successful{receiver=\"pagerduty\"} 1")
        .contains(
            "deadair_drill_proven_timestamp_seconds{receiver=\"pagerduty\",member=\"events\"} ")
        .contains(
            "deadair_drill_duration_seconds{receiver=\"pagerduty\",member=\"events\","
                + "step=\"proven\"} ");
  }

  @Test
  void withoutANameEveryReceiverIsTried() throws Exception {
    var data = data(post("{}"));

    assertThat(data.stream().map(each -> ((JsonObject) each).getString("receiver")))
        .containsExactly("pagerduty", "hook");
  }

  @Test
  void aSecondOneWaitsForTheEndOfTheFirst() throws Exception {
    assertThat(post("{\"receiver\":\"pagerduty\"}").statusCode()).isEqualTo(200);

    var again = post("{\"receiver\":\"pagerduty\"}");

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(new JsonObject(again.body()).getString("error"))
        .isEqualTo("a drill of pagerduty is under way");
    assertThat(post("{\"receiver\":\"hook\"}").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"receiver\":\"nobody\"}",
        "{\"receiver\":7}",
        "{\"severity\":\"none\"}",
        "{\"severity\":null}",
        "{\"at\":\"noon\"}"
      })
  void whatCannotBeIsRefusedInWordsAndNobodyIsPaged(String body) throws Exception {
    var answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("error")).isNotBlank();
    assertThat(served.board.view().incidents()).isEmpty();
  }

  @Test
  void noPageFromElsewhereCanOrderIt() throws Exception {
    var answer =
        served.send(
            "POST",
            PATH,
            "{}",
            "Content-Type",
            "application/json",
            "Origin",
            "https://else.example");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(served.board.view().incidents()).isEmpty();
  }

  private void accept() {
    var incident = served.board.view().incidents().keySet().iterator().next();
    turning.take(
        new Fact.Delivered(
            new Report(
                incident,
                1,
                new Route("pagerduty", "events"),
                Reason.FIRST,
                new MachineClock().get(),
                new Outcome.Accepted(202))));
  }

  private HttpResponse<String> post(String body) throws Exception {
    return served.send("POST", PATH, body, JSON);
  }

  private String metrics() throws Exception {
    return served.get("/metrics").body();
  }

  private static JsonArray data(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getJsonArray("data");
  }
}
