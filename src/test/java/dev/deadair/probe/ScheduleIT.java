package dev.deadair.probe;

import static dev.deadair.probe.RawServer.answer;
import static dev.deadair.probe.RawServer.http;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Observation.Refused;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looks at instances that are RawServers, each in its slot. */
final class ScheduleIT {

  private static final String REPORT = new String(Expositions.of("2.42/metrics.txt"), ISO_8859_1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final CountingMeter meter = new CountingMeter();
  private final List<Observation> seen = new CopyOnWriteArrayList<>();
  private final List<Inspection> inspected = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(60, TimeUnit.SECONDS);
  }

  @Test
  void everyInstanceIsLookedAtOnceAnInterval() {
    try (var server = new RawServer(http(_ -> answer(200, REPORT)))) {
      var schedule = schedule(Duration.ofSeconds(1), Duration.ofSeconds(1));
      var targets = IntStream.range(0, 20).mapToObj(n -> target("i" + n, server.url())).toList();

      schedule.start(targets);
      await().atMost(PATIENCE).until(() -> seen.size() >= 80);
      schedule.stop();

      for (var target : targets) {
        assertThat(looksAt(target)).isBetween(3L, 5L);
      }
      assertThat(seen).hasOnlyElementsOfType(Answered.class);
      assertThat(server.accepted()).as("one kept connection each").hasSize(20);
      assertThat(meter.lateness).hasSizeGreaterThanOrEqualTo(seen.size());
      assertThat(meter.skipped).hasValue(0);
    }
  }

  @Test
  void anInstanceThatHangsHoldsUpNoOther() {
    try (var hung = new RawServer(RawServer::hang);
        var server = new RawServer(http(_ -> answer(200, REPORT)))) {
      var schedule = schedule(Duration.ofSeconds(1), Duration.ofMillis(900));
      var hanging = IntStream.range(0, 50).mapToObj(n -> target("h" + n, hung.url())).toList();
      var healthy = target("healthy", server.url());

      schedule.start(hanging);
      schedule.start(List.of(healthy));
      await().atMost(PATIENCE).until(() -> looksAt(healthy) >= 4);
      schedule.stop();

      assertThat(seen)
          .filteredOn(look -> look.instance().equals(healthy.instance()))
          .hasOnlyElementsOfType(Answered.class);
      assertThat(seen)
          .filteredOn(look -> !look.instance().equals(healthy.instance()))
          .hasSizeGreaterThanOrEqualTo(hanging.size())
          .hasOnlyElementsOfType(Refused.class);
    }
  }

  @Test
  void aLookThatIsStillUnderWayIsNotOvertakenByTheNext() {
    try (var hung = new RawServer(RawServer::hang)) {
      var schedule = schedule(Duration.ofMillis(100), Duration.ofMillis(450));

      schedule.start(List.of(target("hung", hung.url())));
      await().atMost(PATIENCE).until(() -> seen.size() >= 3);
      schedule.stop();

      assertThat(meter.skipped.get()).isGreaterThanOrEqualTo(3 * 3);
      assertThat(hung.mostOpen()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void aServerThatIsSlowIsReportedLateAndThenWaitedFor() throws Exception {
    var slow = new CountDownLatch(1);
    try (var server =
        new RawServer(
            http(
                path -> {
                  awaitRelease(slow);
                  return answer(200, REPORT);
                }))) {
      var schedule =
          schedule(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(20));

      schedule.start(List.of(target("slow", server.url())));
      await().atMost(PATIENCE).until(() -> seen.size() >= 4);
      assertThat(seen)
          .allSatisfy(look -> Onlooker.failed(look, Failure.Kind.READ_TIMEOUT))
          .as("one for each interval, though the second look goes on")
          .hasSizeBetween(4, 5);
      assertThat(server.accepted()).hasSize(2);
      slow.countDown();
      await().atMost(PATIENCE).until(() -> seen.getLast() instanceof Answered);
      schedule.stop();

      assertThat(server.accepted()).as("answered over the line that waited").hasSize(2);
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUpAndAskedAnew() {
    try (var hung = new RawServer(RawServer::hang)) {
      var schedule =
          schedule(Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMillis(1600));

      schedule.start(List.of(target("hung", hung.url())));
      await().atMost(PATIENCE).until(() -> hung.accepted().size() >= 4);
      schedule.stop();

      assertThat(seen)
          .allSatisfy(look -> Onlooker.failed(look, Failure.Kind.READ_TIMEOUT))
          .hasSizeGreaterThan(6);
      assertThat(hung.mostOpen()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void nothingIsSeenOnceItHasStopped() {
    try (var hung = new RawServer(RawServer::hang)) {
      var schedule = schedule(Duration.ofMillis(200), Duration.ofMillis(199));
      schedule.start(List.of(target("hung", hung.url())));
      await().atMost(PATIENCE).until(() -> !seen.isEmpty());

      schedule.stop();
      var atStop = seen.size();

      await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> seen.size() == atStop);
    }
  }

  private Schedule schedule(Duration interval, Duration timeout) {
    return schedule(interval, timeout, timeout);
  }

  private Schedule schedule(Duration interval, Duration timeout, Duration patience) {
    return new Schedule(
        vertx, interval, timeout, patience, new MachineClock(), meter, seen::add, inspected::add);
  }

  private static void awaitRelease(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long looksAt(Target target) {
    return seen.stream().filter(look -> look.instance().equals(target.instance())).count();
  }

  private static Target target(String name, URI base) {
    var id = new InstanceId(Onlooker.INSTANCE.group(), name);
    return new Target(id, base, Approach.OPEN);
  }
}
