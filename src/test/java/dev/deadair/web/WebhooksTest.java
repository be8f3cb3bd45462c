package dev.deadair.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.deadair.turn.Fact;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {

  private static final String HEARTBEAT = "/api/v1/heartbeat/ulsfo/ops/far";
  private static final String RECEIPT = "/api/v1/receipt";

  /** As an Alertmanager of 0.33 sends it, shortened. */
  private static final String FIRING =
      """
      {"receiver":"deadair","status":"firing","alerts":[{"status":"firing",
       "labels":{"alertname":"Watchdog","site":"ulsfo"},"annotations":{},
       "startsAt":"2026-11-02T10:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"c0ffee"}],
       "groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am:9093",
       "version":"4","groupKey":"{}:{alertname=\\"Watchdog\\"}","truncatedAlerts":0}
      """;

  private static final String RESOLVED = FIRING.replace("\"firing\"", "\"resolved\"");

  @AutoClose private final Served served = new Served();

  @BeforeEach
  void show() {
    var _ = new Turning(served.board);
  }

  @Test
  void aNotificationThatFiresIsAPing() throws Exception {
    var answer = post(HEARTBEAT, FIRING);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(served.facts)
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.Beat.class, beat -> assertThat(beat.instance()).hasToString("ulsfo/ops/far"));
  }

  @Test
  void oneThatHasResolvedIsNone() throws Exception {
    assertThat(post(HEARTBEAT, RESOLVED).body()).contains("\"counts\":false");
    assertThat(served.facts).isEmpty();
  }

  @Test
  void whatIsLookedAtOrNotThereHasNoHeartbeat() throws Exception {
    assertThat(post("/api/v1/heartbeat/ulsfo/ops/twin", FIRING).statusCode()).isEqualTo(404);
    assertThat(post("/api/v1/heartbeat/ulsfo/ops/none", FIRING).statusCode()).isEqualTo(404);
  }

  @Test
  void aReceiptBringsTheGroupKeyAndEveryAlert() throws Exception {
    assertThat(post(RECEIPT, FIRING).statusCode()).isEqualTo(200);

    assertThat(served.facts)
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.Received.class,
            received -> {
              assertThat(received.receipt().receiver()).isEqualTo("deadair");
              assertThat(received.receipt().groupKey()).isEqualTo("{}:{alertname=\"Watchdog\"}");
              assertThat(received.receipt().alerts().getFirst().firing()).isTrue();
              assertThat(received.receipt().alerts().getFirst().startsAt())
                  .contains(Instant.parse("2026-11-02T10:00:00Z"));
              assertThat(received.receipt().alerts().getFirst().labels())
                  .containsEntry("alertname", "Watchdog");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "Basic " + Served.TOKEN, Served.TOKEN})
  void withoutTheBearerNobodyIsLetIn(String authorization) throws Exception {
    for (var path : new String[] {HEARTBEAT, RECEIPT}) {
      var answer =
          authorization.isEmpty()
              ? served.send("POST", path, FIRING, "Content-Type", "application/json")
              : served.send(
                  "POST",
                  path,
                  FIRING,
                  "Content-Type",
                  "application/json",
                  "Authorization",
                  authorization);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
    assertThat(served.facts).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"groupKey\":\"k\"}",
        "{\"groupKey\":\"k\",\"alerts\":{}}",
        "{\"groupKey\":\"k\",\"alerts\":[]}",
        "{\"groupKey\":\"k\",\"alerts\":[7]}",
        "{\"groupKey\":\"k\",\"alerts\":null}",
        "{\"groupKey\":\"k\",\"alerts\":[null]}",
        "{\"groupKey\":null,\"alerts\":[{\"status\":\"firing\"}]}",
        "{\"groupKey\":7,\"alerts\":[{\"status\":\"firing\"}]}",
        "{\"groupKey\":\"k\",\"alerts\":[{\"status\":\"firing\",\"startsAt\":7}]}",
        "{\"groupKey\":\"k\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"a\":null}}]}",
        "{\"groupKey\":\"k\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"a\":1}}]}",
      })
  void whatIsNoNotificationIsRefused(String body) throws Exception {
    assertThat(post(RECEIPT, body).statusCode()).isEqualTo(400);
    assertThat(served.facts).isEmpty();
  }

  @Test
  void aBodyIsBounded() throws Exception {
    var large =
        FIRING.replace(
            "\"annotations\":{}", "\"annotations\":{\"a\":\"" + "x".repeat(65_536) + "\"}");

    assertThat(post(HEARTBEAT, large).statusCode()).isEqualTo(413);
  }

  @Test
  void whoSendsFarTooMuchStillReadsWhy() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), served.server.port())) {
      socket.setSoTimeout(10_000);
      var out = socket.getOutputStream();
      out.write(head(200_000));
      out.write(new byte[100_000]);
      var line = new byte[12];
      assertThat(socket.getInputStream().readNBytes(line, 0, 12)).isEqualTo(12);
      out.write(new byte[100_000]);

      assertThat(new String(line, US_ASCII)).isEqualTo("HTTP/1.1 413");
      assertThat(socket.getInputStream().readAllBytes()).asString().contains("larger than 64 KiB");
    }
  }

  @Test
  void whoNeverStopsIsHungUpOn() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), served.server.port())) {
      var out = socket.getOutputStream();
      out.write(head(1 << 30));

      assertThatIOException()
          .isThrownBy(
              () -> {
                for (var i = 0; i < 1_000; i++) {
                  out.write(new byte[65_536]);
                }
              });
    }
  }

  private static byte[] head(int length) {
    return "POST %s HTTP/1.1\r\nHost: deadair\r\nContent-Length: %d\r\n\r\n"
        .formatted(HEARTBEAT, length)
        .getBytes(US_ASCII);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return served.send(
        "POST",
        path,
        body,
        "Content-Type",
        "application/json",
        "Authorization",
        "Bearer " + Served.TOKEN);
  }
}
