package dev.deadair.probe;

import static dev.deadair.liveness.Failure.Kind.REFUSED;
import static dev.deadair.probe.Onlooker.answered;
import static dev.deadair.probe.Onlooker.failed;
import static dev.deadair.probe.RawServer.answer;
import static dev.deadair.probe.RawServer.hang;
import static dev.deadair.probe.RawServer.head;
import static dev.deadair.probe.RawServer.http;
import static dev.deadair.probe.RawServer.reader;
import static dev.deadair.probe.RawServer.request;
import static dev.deadair.probe.RawServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Observation;
import dev.deadair.probe.RawServer.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a look asks a server that answers, and over which connections. */
final class LookIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String REPORT = new String(Expositions.of("3.5/metrics.txt"), ISO_8859_1);

  private final Onlooker onlooker = new Onlooker(TIMEOUT);

  @AfterEach
  void close() throws TimeoutException {
    onlooker.close();
  }

  @Test
  void aServerIsAskedThreeQuestionsOverOneConnectionThatIsKept() throws Exception {
    try (var server = new RawServer(http(_ -> answer(200, REPORT)))) {
      var line = onlooker.line(Onlooker.target(server.url()));

      for (var looks = 0; looks < 3; looks++) {
        var seen = answered(onlooker.look(line));
        assertThat(seen.instance()).isEqualTo(Onlooker.INSTANCE);
        assertThat(seen.healthy()).contains(true);
        assertThat(seen.ready()).contains(true);
        assertThat(seen.scrape().appended()).isEqualTo(949);
      }

      assertThat(server.accepted()).hasSize(1);
      assertThat(onlooker.meter.answered)
          .hasSize(9)
          .startsWith(Endpoint.METRICS, Endpoint.HEALTHY, Endpoint.READY);
      assertThat(onlooker.meter.outcomes).containsOnly("answered");
    }
  }

  @Test
  void aPathPrefixIsHonouredAndHeadersAreSent() throws Exception {
    var heads = new CopyOnWriteArrayList<List<String>>();
    try (var server = new RawServer(recording(heads))) {
      var target =
          new Target(
              Onlooker.INSTANCE,
              server.url().resolve("/ops/"),
              Approaches.gzip(Map.of("X-Scope-OrgID", "tenant")));

      answered(onlooker.look(onlooker.line(target)));

      assertThat(heads)
          .extracting(List::getFirst)
          .containsExactly(
              "GET /ops/metrics HTTP/1.1",
              "GET /ops/-/healthy HTTP/1.1",
              "GET /ops/-/ready HTTP/1.1");
      assertThat(heads.getFirst())
          .map(String::toLowerCase)
          .contains(
              "host: " + server.url().getAuthority(),
              "x-scope-orgid: tenant",
              "accept-encoding: gzip",
              "user-agent: deadair");
    }
  }

  @Test
  void theServersDateIsKept() throws Exception {
    var date = "Date: Mon, 23 Nov 2026 06:22:11 GMT\r\n";
    try (var server =
        new RawServer(http(_ -> answer(200, REPORT).replaceFirst("\r\n", "\r\n" + date)))) {

      var seen = answered(onlooker.look(server.url()));

      assertThat(seen.scrape().date()).contains(Instant.parse("2026-11-23T06:22:11Z"));
    }
  }

  @Test
  void aReportIsNotHeldBackByAHealthEndpointThatHangs() throws Exception {
    try (var server =
        new RawServer(
            socket -> {
              var requests = reader(socket);
              request(requests);
              write(socket, answer(200, REPORT));
              hang(socket);
            })) {
      var began = System.nanoTime();

      var seen = answered(onlooker.look(server.url()));

      assertThat(seen.healthy()).isEmpty();
      assertThat(seen.ready()).isEmpty();
      assertThat(seen.isReady()).as("by its own gauge").isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT);
    }
  }

  @Test
  void aServerThatClosesAfterEachAnswerIsAskedOverOneConnectionAtATime() throws Exception {
    try (var server =
        new RawServer(
            socket -> {
              request(reader(socket));
              write(socket, answer(200, REPORT));
            })) {

      var seen = answered(onlooker.look(server.url()));

      assertThat(seen.healthy()).contains(true);
      assertThat(seen.ready()).contains(true);
      assertThat(server.accepted()).hasSize(3);
    }
  }

  @Test
  void aKeptConnectionThatBreaksOnUseIsReplacedOnce() throws Exception {
    try (var server =
        new RawServer(
            socket -> {
              var requests = reader(socket);
              for (var each = 0; each < 3; each++) {
                request(requests);
                write(socket, answer(200, REPORT));
              }
              request(requests);
            })) {
      var line = onlooker.line(Onlooker.target(server.url()));

      answered(onlooker.look(line));
      answered(onlooker.look(line));

      assertThat(server.accepted()).hasSize(2);
    }
  }

  @Test
  void aServerThatDiesBetweenLooksIsRefused() throws Exception {
    try (var server = new RawServer(http(_ -> answer(200, REPORT)))) {
      var line = onlooker.line(Onlooker.target(server.url()));
      answered(onlooker.look(line));

      server.die();

      failed(onlooker.look(line), REFUSED);
    }
  }

  @Test
  void anAnswerThatHasWaitedWhileWeStoodStillTellsNothing() throws Exception {
    var stoodStill = new AtomicReference<>(Duration.ZERO);
    var clock = new MachineClock();
    try (var server =
            new RawServer(
                http(
                    _ -> {
                      stoodStill.set(Duration.ofMinutes(20));
                      return answer(200, REPORT);
                    }));
        var frozen = new Onlooker(TIMEOUT, () -> clock.get().plus(stoodStill.get()))) {
      var line = frozen.line(Onlooker.target(server.url()));

      assertThat(frozen.look(line)).isInstanceOf(Observation.NotLooked.class);
      answered(frozen.look(line));
    }
  }

  private static Script recording(List<List<String>> heads) {
    return socket -> {
      var lines = reader(socket);
      while (true) {
        heads.add(head(lines));
        write(socket, answer(200, REPORT));
      }
    };
  }
}
