package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PagerDutyRecorderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @AutoClose private final PagerDutyRecorder recorder = new PagerDutyRecorder();
  @AutoClose private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void anAcceptedEventIsAnsweredRecordedAndTold() throws Exception {
    var heard = new ArrayList<PagerDutyEvent>();
    recorder.onEvent(heard::add);

    var answer = send(PagerDutyContractTest.trigger("dark"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("status", "success")
                .put("message", "Event processed")
                .put("dedup_key", "dark"));
    assertThat(recorder.events()).hasSize(1).isEqualTo(heard);
    assertThat(recorder.incidents()).hasSize(1);
  }

  @Test
  void aForbiddenEventIsAnsweredWithItsErrorsAndKeptApart() throws Exception {
    var answer = send(PagerDutyContractTest.trigger("dark").put("routing_key", "short"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("status", "invalid event")
                .put("message", "Event object is invalid")
                .put(
                    "errors",
                    new JsonArray()
                        .add("Length of 'routing_key' is incorrect (should be 32 characters)")));
    assertThat(recorder.refusals()).hasSize(1);
    assertThat(recorder.events()).isEmpty();
  }

  @Test
  void onlyAPostToItsPathIsAnEvent() throws Exception {
    var url = URI.create(recorder.url());

    assertThat(client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding()))
        .returns(405, HttpResponse::statusCode);
    assertThat(
            client.send(
                HttpRequest.newBuilder(url.resolve("/v2/alerts")).build(),
                BodyHandlers.discarding()))
        .returns(404, HttpResponse::statusCode);
    assertThat(recorder.attempts()).isEmpty();
  }

  @Test
  void itFailsAsOftenAsToldAndThenRecovers() throws Exception {
    recorder.failNext(2, new Fault.Status(503));

    assertThat(send(PagerDutyContractTest.trigger("dark")).statusCode()).isEqualTo(503);
    assertThat(send(PagerDutyContractTest.trigger("dark")).statusCode()).isEqualTo(503);
    assertThat(send(PagerDutyContractTest.trigger("dark")).statusCode()).isEqualTo(202);
    assertThat(recorder.attempts()).hasSize(3);
    assertThat(recorder.events()).hasSize(1);
  }

  @Test
  void itHangsWhenTold() {
    recorder.failNext(1, new Fault.Hang());

    assertThatThrownBy(() -> send(PagerDutyContractTest.trigger("dark"), Duration.ofMillis(200)))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(recorder.events()).isEmpty();
  }

  @Test
  void itResetsUntilToldToStop() throws Exception {
    recorder.failNext(Integer.MAX_VALUE, new Fault.Reset());

    assertThatThrownBy(() -> send(PagerDutyContractTest.trigger("dark")))
        .rootCause()
        // The reset may be there before the client has looked at its own connection.
        .isInstanceOfAny(SocketException.class, ClosedChannelException.class);

    recorder.failNext(0, new Fault.Reset());

    assertThat(send(PagerDutyContractTest.trigger("dark")).statusCode()).isEqualTo(202);
  }

  private HttpResponse<String> send(JsonObject event) throws IOException, InterruptedException {
    return send(event, PATIENCE);
  }

  private HttpResponse<String> send(JsonObject event, Duration timeout)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(recorder.url()))
            .header("Content-Type", "application/json")
            .timeout(timeout)
            .POST(BodyPublishers.ofString(event.encode()))
            .build(),
        BodyHandlers.ofString());
  }
}
