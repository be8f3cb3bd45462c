package dev.deadair.probe;

import static dev.deadair.probe.Onlooker.answered;
import static dev.deadair.probe.RawServer.answer;
import static dev.deadair.probe.RawServer.http;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Replay;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look makes of a server that replays its write-ahead log. */
final class LookReplayIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Onlooker onlooker = new Onlooker(TIMEOUT);

  @AfterEach
  void close() throws TimeoutException {
    onlooker.close();
  }

  @Test
  void aServerThatReplaysIsAnsweredAndNotReady() throws Exception {
    var report = new String(Expositions.of("3.5/replay_metrics.http"), ISO_8859_1);
    try (var server =
        new RawServer(
            http(
                path ->
                    path.equals("/-/ready")
                        ? answer(503, "Service Unavailable")
                        : answer(200, report)))) {

      var seen = answered(onlooker.look(server.url()));

      assertThat(seen.healthy()).contains(true);
      assertThat(seen.ready()).contains(false);
      assertThat(seen.isReady()).isFalse();
      assertThat(seen.replay()).as("it does not tell").isEmpty();
    }
  }

  @Test
  void aServerThatReplaysTellsHowFarItHasCome() throws Exception {
    try (var server =
        replaying("{\"status\":\"success\",\"data\":{\"min\":2,\"max\":9,\"current\":4}}")) {
      var line = onlooker.line(Onlooker.target(server.url()));

      assertThat(answered(onlooker.look(line)).replay()).contains(new Replay(2, 9, 4));
      assertThat(answered(onlooker.look(line)).replay()).contains(new Replay(2, 9, 4));

      assertThat(server.accepted()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unsupported path requested",
        "[]",
        "{\"data\":[1]}",
        "{\"data\":{\"min\":0,\"max\":\"3\",\"current\":1}}",
      })
  void whatIsNoProgressIsNoneAndNoFailure(String body) throws Exception {
    try (var server = replaying(body)) {
      assertThat(answered(onlooker.look(server.url())).replay()).isEmpty();
    }
  }

  @Test
  void anEndlessTaleOfProgressIsHungUpOn() throws Exception {
    try (var server = replaying("[" + "1,".repeat(50_000) + "1]")) {
      assertThat(answered(onlooker.look(server.url())).replay()).isEmpty();
    }
  }

  private static RawServer replaying(String progress) {
    var report = new String(Expositions.of("3.5/replay_metrics.http"), ISO_8859_1);
    return new RawServer(
        http(
            path ->
                switch (path) {
                  case "/-/ready" -> answer(503, "Service Unavailable");
                  case "/api/v1/status/walreplay" -> answer(200, progress);
                  default -> answer(200, report);
                }));
  }
}
