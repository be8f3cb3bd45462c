package dev.deadair.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.parts.Prometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real servers with little data, or with none and much noise. With {@code -Dupdate-recordings=true}
 * what they tell of themselves is written down for {@code UsefulSamplesTest}.
 */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class GatheringIT {
  private static final Path RECORDINGS = Path.of("src/test/resources/recordings");
  private static final int LOOKS = 24;

  /** What tells data from noise; the rest of an exposition is left out. */
  private static final Pattern WANTED =
      Pattern.compile(
          "(process_start_time_seconds|net_conntrack_dialer_conn_(attempted|established)_total"
              + "|prometheus_(ready|build_info|tsdb_head_max_time"
              + "|tsdb_head_samples_appended_total|tsdb_head_series_created_total"
              + "|target_interval_length_seconds_count|target_scrape_pool_(targets|sync_total)"
              + "|rule_evaluations_total|rule_group_(rules|last_evaluation_samples"
              + "|iterations_total|iterations_missed_total)))[{ ].*");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Prometheus HEALTHY = Scene.healthy("2.42");

  @AfterAll
  static void close() {
    HEALTHY.close();
  }

  static Stream<Arguments> all() {
    return Stream.of("2.42", "2.53", "3")
        .flatMap(version -> Stream.of(Gathering.values()).map(each -> Arguments.of(version, each)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void onlyDataIsData(String version, Gathering gathering) throws Exception {
    try (var scene = new Scene(version, HEALTHY)) {
      gathering.prepare(scene);
      scene.server.start();
      scene.server.awaitReady();
      scene.watch();

      var looks = looks(scene.server);

      scene.awaitState(gathering.produces ? "producing" : "idle");
      if (!gathering.produces) {
        assertThat(scene.story())
            .doesNotContain("Transition[subject=patient, from=unknown, to=producing");
      }
      if (Boolean.getBoolean("update-recordings")) {
        record(looks, RECORDINGS.resolve(version).resolve(gathering.fileName()));
      }
    }
  }

  /** One a second from its first scrape on, each with the time and what tells data from noise. */
  private static List<String> looks(Prometheus server) {
    var looks = new ArrayList<String>();
    await("looks")
        .atMost(Duration.ofSeconds(90))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              var look = look(server);
              if (look.contains("target_interval_length_seconds_count") || !looks.isEmpty()) {
                looks.add(look);
              }
              return looks.size() == LOOKS;
            });
    return looks;
  }

  private static String look(Prometheus server) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(server.url() + "/metrics")).build();
    var body = HTTP.send(request, BodyHandlers.ofString()).body();
    return "# look %d\n".formatted(Instant.now().toEpochMilli())
        + body.lines()
            .filter(WANTED.asMatchPredicate())
            .map(each -> each + "\n")
            .collect(Collectors.joining());
  }

  private static void record(List<String> looks, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(String.join("", looks).getBytes(UTF_8));
    }
  }
}
