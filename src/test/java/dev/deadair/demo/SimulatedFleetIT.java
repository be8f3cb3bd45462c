package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SimulatedFleetIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration REPLAY = Duration.ofMillis(500);
  private static final Pattern APPENDED =
      Pattern.compile("head_samples_appended_total\\{type=\"float\"} (\\d+)");
  private static final Pattern STARTED =
      Pattern.compile("process_start_time_seconds (\\d+\\.\\d+)");

  private static final Datacenter FAILING =
      new Datacenter(
          "eqsin", List.of("one", "other"), new Workload(Duration.ofSeconds(1), 20, 100, 5));
  private static final Datacenter SOUND =
      new Datacenter("ulsfo", List.of("third"), FAILING.workload());

  @AutoClose private final HttpClient client = HttpClient.newHttpClient();
  @AutoClose private final SimulatedFleet fleet;

  SimulatedFleetIT() throws IOException {
    fleet = SimulatedFleet.start(List.of(FAILING, SOUND), REPLAY);
  }

  @Test
  void aServerAnswersAsARealOneDoes() throws Exception {
    var url = url("eqsin", "one");

    assertThat(get(url, "/-/healthy"))
        .returns(200, HttpResponse::statusCode)
        .returns("Prometheus Server is Healthy.\n", HttpResponse::body);
    assertThat(get(url, "/-/ready"))
        .returns(200, HttpResponse::statusCode)
        .returns("Prometheus Server is Ready.\n", HttpResponse::body);
    assertThat(get(url, "/")).returns(404, HttpResponse::statusCode);
    var metrics = get(url, "/metrics").headers();
    assertThat(metrics.firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4;");
    assertThat(
            Instant.from(
                DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                    metrics.firstValue("Date").orElseThrow())))
        .isBetween(Instant.now().minusSeconds(10), Instant.now().plusSeconds(1));
  }

  @Test
  void dataAdvancesWithTime() throws Exception {
    var url = url("eqsin", "one");
    var before = appended(url).orElseThrow();

    await().atMost(PATIENCE).until(() -> appended(url).orElseThrow() > before + 1000);
  }

  @Test
  void aFailingSiteRefusesAndNowAndThenLivesWithoutEverBeingReady() {
    fleet.fail("eqsin");

    awaitRefusal("one");
    awaitRefusal("other");
    await()
        .atMost(PATIENCE)
        .pollInterval(OFTEN)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              var url = url("eqsin", "one");
              assertThat(get(url, "/-/healthy")).returns(200, HttpResponse::statusCode);
              assertThat(get(url, "/-/ready"))
                  .returns(503, HttpResponse::statusCode)
                  .returns("Service Unavailable", HttpResponse::body);
              assertThat(appended(url)).isEmpty();
            });
    awaitRefusal("one");
  }

  @Test
  void aFailingSiteTakesNoOtherWithIt() throws Exception {
    var url = url("ulsfo", "third");
    var started = started(url);

    fleet.fail("eqsin");
    awaitRefusal("one");

    assertThat(started(url)).isEqualTo(started);
    assertThat(get(url, "/-/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void aRepairedServerBeginsANewLifeFromZero() throws Exception {
    var url = url("eqsin", "one");
    var before = appended(url).orElseThrow();
    var started = started(url);
    fleet.fail("eqsin");
    awaitRefusal("one");

    fleet.repair("eqsin");

    await().atMost(PATIENCE).ignoreExceptions().until(() -> appended(url).isPresent());
    assertThat(appended(url).orElseThrow()).isLessThan(before);
    assertThat(started(url)).isGreaterThan(started);
    assertThat(get(url, "/-/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void onceClosedNothingListens() {
    fleet.close();

    assertThatThrownBy(() -> get(url("ulsfo", "third"), "/-/healthy"))
        .isInstanceOf(ConnectException.class);
  }

  private void awaitRefusal(String server) {
    await()
        .atMost(PATIENCE)
        .pollInterval(OFTEN)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> get(url("eqsin", server), "/-/healthy"))
                    .isInstanceOf(ConnectException.class));
  }

  private URI url(String site, String server) {
    return Objects.requireNonNull(fleet.servers().getOrDefault(site, Map.of()).get(server));
  }

  private Optional<Long> appended(URI url) throws Exception {
    var found = APPENDED.matcher(get(url, "/metrics").body());
    return found.find() ? Optional.of(Long.valueOf(found.group(1))) : Optional.empty();
  }

  private double started(URI url) throws Exception {
    var found = STARTED.matcher(get(url, "/metrics").body());
    assertThat(found.find()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private HttpResponse<String> get(URI url, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).build(),
        BodyHandlers.ofString());
  }
}
