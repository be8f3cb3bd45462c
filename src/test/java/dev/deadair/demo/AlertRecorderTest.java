package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real Alertmanager sends is tested with a real one. */
class AlertRecorderTest {
  @AutoClose private final AlertRecorder recorder = new AlertRecorder();
  @AutoClose private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"status\": \"quiet\"}",
        "{\"status\": \"firing\", \"alerts\": [1]}"
      })
  void whatIsNoNotificationIsRefused(String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(recorder.url()))
            .POST(BodyPublishers.ofString(body))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    assertThat(recorder.notifications()).isEmpty();
  }
}
