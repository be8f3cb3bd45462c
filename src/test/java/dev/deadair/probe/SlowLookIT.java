package dev.deadair.probe;

import static dev.deadair.probe.RawServer.answer;
import static dev.deadair.probe.RawServer.http;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.liveness.Identity;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Scrape;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server is asked rarely, and what it must never be asked. */
final class SlowLookIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HEALTHY = text("3.5/metrics.txt");
  private static final Map<String, String> TOLD =
      Map.of(
          "/api/v1/status/config", text("3.5/config.http"),
          "/api/v1/status/runtimeinfo", text("3.5/runtimeinfo.http"),
          "/api/v1/status/flags", text("3.5/flags.http"),
          "/api/v1/query",
              """
              {"status":"success","data":{"resultType":"vector","result":[
              {"metric":{"job":"node"},"value":[1795350450.8,"7"]},
              {"metric":{},"value":[1795350450.8,"2"]}]}}\
              """);

  private final Vertx vertx = Vertx.vertx();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Observation> seen = new CopyOnWriteArrayList<>();
  private final List<Inspection> inspected = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(60, TimeUnit.SECONDS);
  }

  @Test
  void aServerTellsOnceWhoItIsAndWhichJobsAreDownOverTheOneConnection() {
    try (var server = serving(HEALTHY, TOLD)) {
      look(server, 5);

      assertThat(inspected).hasSize(1);
      var inspection = inspected.getFirst();
      assertThat(inspection.identity().map(Identity::externalLabels))
          .contains(Map.of("replica", "a", "site", "lab"));
      assertThat(inspection.identity().flatMap(Identity::hostName)).contains("vm");
      assertThat(inspection.identity().flatMap(Identity::version)).contains("3.5.3+ds1");
      assertThat(inspection.identity().orElseThrow().configHash()).hasSize(64);
      assertThat(inspection.jobsDown()).isEqualTo(Map.of("node", 7L, "", 2L));
      assertThat(inspection.flags())
          .containsEntry("storage.tsdb.retention.time", "15d")
          .containsEntry("enable-feature", "")
          .doesNotContainKey("web.listen-address");
      assertThat(server.accepted()).hasSize(1);
    }
  }

  @Test
  void aServerThatTellsNothingIsInspectedAndLookedAtAllTheSame() {
    try (var server = serving(HEALTHY, Map.of())) {
      look(server, 5);

      assertThat(inspected).hasSize(1);
      assertThat(inspected.getFirst().identity()).isEmpty();
      assertThat(inspected.getFirst().jobsDown()).isEmpty();
      assertThat(seen).hasOnlyElementsOfType(Answered.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: [", "&a [*a, *a]", "just words", "", "global: {external_labels: 3}"})
  void aConfigurationThatIsNoneIsNoFailure(String yaml) {
    var data = "{\"data\":{\"yaml\":\"" + yaml + "\"}}";
    try (var server = serving(HEALTHY, Map.of("/api/v1/status/config", data))) {
      look(server, 3);

      assertThat(inspected.getFirst().identity().map(Identity::externalLabels).orElse(Map.of()))
          .isEmpty();
    }
  }

  @Test
  void moreReportsForEachScrapeCountFromThenOn() {
    var flags =
        Map.of(
            "/api/v1/status/flags", "{\"data\":{\"enable-feature\":\"a,extra-scrape-metrics\"}}");
    try (var server = serving(HEALTHY, flags)) {
      look(server, 4);

      assertThat(reports(seen.getFirst())).isEqualTo(Scrape.REPORTS);
      assertThat(reports(seen.getLast())).isEqualTo(8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prometheus_tsdb_wal_writes_failed_total",
        "prometheus_tsdb_compactions_failed_total",
      })
  void aServerWhoseDiskMayBeFullIsNeverQueried(String counter) {
    var report = HEALTHY.replaceAll("(?m)^" + counter + " 0$", counter + " 3");
    assertThat(report).isNotEqualTo(HEALTHY);
    try (var server = serving(report, TOLD)) {
      look(server, 5);

      assertThat(inspected).hasSize(1);
      assertThat(asked).contains("/api/v1/status/config").noneMatch(it -> it.contains("query"));
    }
  }

  @Test
  void anAgentIsNeverQueried() {
    try (var server = serving(text("3.5/agent_metrics.txt"), TOLD)) {
      look(server, 5);

      assertThat(inspected).hasSize(1);
      assertThat(asked).noneMatch(it -> it.contains("query"));
    }
  }

  @Test
  void aServerThatIsNotReadyIsNotInspected() {
    try (var server = serving(text("3.5/replay_metrics.http"), TOLD)) {
      look(server, 5);

      assertThat(inspected).isEmpty();
      assertThat(asked).noneMatch(it -> it.contains("config") || it.contains("query"));
    }
  }

  @Test
  void aSlowAnswerHoldsUpNoLook() {
    try (var server =
        new RawServer(
            socket -> {
              var requests = RawServer.reader(socket);
              for (var line = RawServer.request(requests); line != null; ) {
                var path = line.split(" ", -1)[1];
                if (path.contains("api")) {
                  RawServer.hang(socket);
                }
                RawServer.write(socket, answer(200, HEALTHY));
                line = RawServer.request(requests);
              }
            })) {
      look(server, 6);

      assertThat(seen).hasOnlyElementsOfType(Answered.class);
      assertThat(server.accepted()).as("one is cut, once").hasSize(2);
      assertThat(server.mostOpen()).isLessThanOrEqualTo(2);
    }
  }

  private void look(RawServer server, int looks) {
    var schedule =
        new Schedule(
            vertx,
            Duration.ofMillis(700),
            Duration.ofMillis(600),
            Duration.ofMillis(600),
            new MachineClock(),
            new CountingMeter(),
            seen::add,
            inspected::add);
    schedule.start(List.of(Onlooker.target(server.url())));
    await().atMost(PATIENCE).until(() -> seen.size() >= looks);
    schedule.stop();
  }

  private RawServer serving(String report, Map<String, String> told) {
    return new RawServer(
        http(
            path -> {
              asked.add(path);
              var replaying = report.contains("prometheus_ready 0") && path.equals("/-/ready");
              var plain = path.split("\\?", -1)[0];
              return plain.startsWith("/api/")
                  ? answer(told.containsKey(plain) ? 200 : 400, told.getOrDefault(plain, "no"))
                  : answer(replaying ? 503 : 200, report);
            }));
  }

  private static int reports(Observation look) {
    return ((Answered) look).scrape().reports();
  }

  private static String text(String fixture) {
    return new String(Expositions.of(fixture), ISO_8859_1);
  }
}
