package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code deadair demo} as a person starts it. */
@Execution(ExecutionMode.CONCURRENT)
class DemoIT {
  private static final Path LAUNCHER = Path.of("target/deadair/bin/deadair").toAbsolutePath();
  private static final Duration A_MINUTE = Duration.ofSeconds(60);
  private static final Pattern BOARD = Pattern.compile("board +(http://127\\.0\\.0\\.1:\\d+/)");

  @TempDir private Path folder;

  @Test
  void oneOutageIsPagedShownAndResolvedWithinAMinute() throws Exception {
    var demo = start("--once", Map.of());

    assertThat(demo.waitFor(A_MINUTE.toSeconds(), TimeUnit.SECONDS)).as("ended in time").isTrue();

    var out = said();
    assertThat(demo.exitValue()).as(out).isZero();
    assertThat(Files.readString(folder.resolve("err"))).isEmpty();
    assertThat(out)
        .containsOnlyOnce("  PAGE  critical  ")
        .containsOnlyOnce("  RESOLVED  ")
        .containsPattern("Site eqsin has produced no data since \\d{4}-\\d\\d-\\d\\d \\d\\d:")
        .containsPattern("\\n  since +\\S+ \\S+ UTC, 1[5-9] s before this page\\n")
        .containsPattern("\\n  last sample +\\S+ \\S+ UTC, 1[5-9] s before this page\\n")
        .containsPattern(
            "\\n  replicas +default/prometheus5001 (down|starting|crash-looping) since ")
        .containsPattern("\\n +default/prometheus5002 (down|starting|crash-looping) since ")
        .containsPattern("\\n +Board +http://127\\.0\\.0\\.1:\\d+/#/sites/eqsin\\n")
        .containsSubsequence("eqsin producing", "eqsin stalled", "eqsin absent", "eqsin producing")
        .doesNotContain("ulsfo stalled", "esams stalled", "eqiad stalled")
        .endsWith("eqsin was paged once and resolved, and nothing else was paged.\n");
  }

  @Test
  void itGoesOnUntilItIsStoppedAndLeavesNothingBehind() throws Exception {
    var demo =
        start(
            "--web.listen-address=127.0.0.1:0",
            Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + folder));
    try {
      await().atMost(A_MINUTE).until(() -> BOARD.matcher(said()).find());
      var board = BOARD.matcher(said());
      assertThat(board.find()).isTrue();
      await()
          .atMost(A_MINUTE)
          .untilAsserted(
              () -> assertThat(states(URI.create(board.group(1)))).contains("producing"));
      assertThat(leftBehind()).hasSize(1);

      demo.destroy();

      assertThat(demo.waitFor(A_MINUTE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
      assertThat(demo.exitValue()).isZero();
      assertThat(leftBehind()).isEmpty();
    } finally {
      demo.destroyForcibly();
    }
  }

  private Process start(String option, Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder(LAUNCHER.toString(), "demo", option)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.contains("JAVA"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private List<String> leftBehind() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("deadair-demo-"))
          .toList();
    }
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  /** The states of all sites, as the API of the board tells them. */
  private static List<String> states(URI board) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(board.resolve("api/v1/sites")).timeout(A_MINUTE).build(),
              BodyHandlers.ofString());
      return new JsonObject(answer.body())
          .getJsonArray("data").stream()
              .map(JsonObject.class::cast)
              .map(site -> site.getString("state"))
              .toList();
    }
  }
}
