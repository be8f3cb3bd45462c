package dev.deadair.notify;

import static dev.deadair.notify.Dues.PAGERDUTY;
import static dev.deadair.notify.Dues.resolve;
import static dev.deadair.notify.Dues.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.Outcome;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Report;
import dev.deadair.turn.Commit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourierTest {
  private static final Commit KEPT = new Commit.Kept();
  private static final Receiver ALERTMANAGER = Dues.alertmanager("am1");

  private final ManualClock clock = new ManualClock();
  private final ScriptedWire wire = new ScriptedWire();
  private final ScriptedWire otherWire = new ScriptedWire();
  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final LogLines log = new LogLines();
  private Supplier<String> routingKey = () -> "0123456789abcdef0123456789abcdef";

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void everyAttemptEndsInOneReportOfWhatWasSentAndWhatCameOfIt() throws Exception {
    try (var courier = pagerDuty()) {
      var due = trigger(PAGERDUTY, "eqsin");
      courier.send(List.of(due), KEPT);
      wire.next();
      clock.advance(Duration.ofMillis(40));
      wire.answer(202);

      assertThat(report())
          .isEqualTo(
              new Report(
                  due.incident().id(),
                  1,
                  due.route(),
                  Reason.FIRST,
                  ManualClock.after(0.04),
                  new Outcome.Accepted(202),
                  Optional.of(due.incident().key())));
    }
  }

  @Test
  void aResolveNeverOvertakesItsTrigger() throws Exception {
    try (var courier = pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      wire.next();
      courier.send(List.of(resolve(PAGERDUTY, "eqsin")), KEPT);
      courier.send(List.of(resolve(PAGERDUTY, "eqsin")), KEPT);
      assertThat(wire.isQuiet()).isTrue();
      wire.fail(Answer.Why.TIMEOUT);

      assertThat(event(wire.next())).contains(Map.entry("event_action", "resolve"));
      wire.answer(202);
      assertThat(report().generation()).isEqualTo(1);
      assertThat(report())
          .extracting(Report::generation, Report::reason)
          .contains(2, Reason.RESOLVED);
    }
  }

  @Test
  void anIncidentThatIsBackWaitsForTheResolveOfTheOneBefore() throws Exception {
    try (var courier = pagerDuty()) {
      courier.send(List.of(resolve(PAGERDUTY, "eqsin")), KEPT);
      wire.next();
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      assertThat(wire.isQuiet()).isTrue();
      wire.answer(202);

      assertThat(event(wire.next())).contains(Map.entry("event_action", "trigger"));
      wire.answer(202);
    }
  }

  @Test
  void whatIsInFlightIsNotSentTwice() throws Exception {
    try (var courier = pagerDuty()) {
      var due = List.of(trigger(PAGERDUTY, "eqsin"));
      courier.send(due, KEPT);
      wire.next();
      courier.send(due, KEPT);
      wire.answer(202);
      report();
      courier.send(due, KEPT);
      courier.send(List.of(trigger(PAGERDUTY, "ulsfo"), due.getFirst()), KEPT);

      assertThat(event(wire.next()).getString("dedup_key")).contains("ulsfo");
      wire.answer(202);
    }
  }

  @Test
  void aMemberThatStallsDelaysNoOther() throws Exception {
    var cluster = Dues.alertmanager("am1", "am2");
    var urls = Map.of("am1", URI.create("http://am1"), "am2", URI.create("http://am2"));
    Wire byHost =
        request -> ("am1".equals(request.url().getHost()) ? wire : otherWire).exchange(request);
    try (var courier = courier(new Destination.Alertmanager(cluster, urls, Access.OPEN), byHost)) {
      var due = trigger(cluster, "eqsin");
      courier.send(List.of(due, Dues.over(due, "am2")), KEPT);
      wire.next();
      for (var i = 0; i < 3; i++) { // its clock, its counters, the page
        otherWire.next();
        otherWire.answer(200);
      }

      assertThat(report())
          .extracting(it -> it.route().member(), Report::outcome)
          .containsExactly("am2", new Outcome.Accepted(200));
      wire.fail(Answer.Why.TIMEOUT);
      assertThat(report().route().member()).isEqualTo("am1");
    }
  }

  @Test
  void aMemberIsAskedForItsClockBeforeItIsToldATime() throws Exception {
    try (var courier = alertmanager()) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      assertThat(wire.next()).hasToString("GET http://am1:9093/api/v2/status");
      wire.answer(200, now().minus(Duration.ofHours(1)));
      assertThat(wire.next()).hasToString("GET http://am1:9093/metrics");
      wire.answer(200, now().minus(Duration.ofHours(1)));
      var alert = new JsonArray(wire.next().json().orElseThrow()).getJsonObject(0);
      wire.answer(200, now().minus(Duration.ofHours(1)));

      assertThat(alert.getInstant("endsAt"))
          .isEqualTo(now().minus(Duration.ofHours(1)).plus(Duration.ofMinutes(15)));
      report();
      assertThat(log.all())
          .anyMatch(line -> line.contains("clock differs") && line.contains("-1H"));
    }
  }

  @Test
  void aMemberThatSaidItsTimeLatelyIsNotAskedAgain() throws Exception {
    try (var courier = alertmanager()) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      wire.next();
      wire.answer(401);
      wire.next(); // its counters, which it does not tell
      wire.answer(404);
      wire.next();
      wire.answer(200);
      report();
      clock.advance(Duration.ofMinutes(5).minusSeconds(1));
      courier.send(List.of(trigger(ALERTMANAGER, "ulsfo")), KEPT);
      assertThat(wire.next().json()).isPresent();
      wire.fail(Answer.Why.CUT);
      report();
      assertThat(wire.next()).asString().contains("/api/v2/alerts?filter=");
      wire.fail(Answer.Why.CUT);
      clock.advance(Duration.ofMinutes(1));
      courier.send(List.of(trigger(ALERTMANAGER, "ulsfo")), KEPT);

      assertThat(wire.next().json()).as("a reading of five minutes ago").isEmpty();
      wire.fail(Answer.Why.CUT);
      assertThat(report().outcome()).isEqualTo(new Outcome.Failed("connection cut"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {407, 502, 504})
  void theTimeOfAProxyBeforeAMemberIsNotTheMembers(int status) throws Exception {
    try (var courier = alertmanager()) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      assertThat(wire.next().json()).isEmpty();
      wire.answer(status, Instant.EPOCH);
      assertThat(report().outcome().word()).isIn("failed", "rejected");
      clock.advance(Duration.ofMinutes(1));
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);

      assertThat(wire.next().json()).as("the member has not said its time yet").isEmpty();
      wire.fail(Answer.Why.CUT);
    }
  }

  @Test
  void aRefusedPageIsSentInItsMinimalFormAtOnceAndBothAttemptsAreReported() throws Exception {
    try (var courier = pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      assertThat(event(wire.next()).fieldNames()).contains("links");
      wire.answer(400);
      assertThat(event(wire.next()).fieldNames()).doesNotContain("links");
      wire.answer(202);

      assertThat(report().outcome()).isEqualTo(new Outcome.Rejected(400, "so"));
      assertThat(report().outcome()).isEqualTo(new Outcome.Accepted(202));
    }
  }

  @Test
  void aRetryNeedsNoTurn() throws Exception {
    try (var courier = alertmanager()) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      wire.next();
      wire.fail(Answer.Why.REFUSED);
      report();
      clock.advance(Duration.ofSeconds(1));

      wire.next();
      wire.fail(Answer.Why.REFUSED);
    }
  }

  @Test
  void anIncidentThatFailsDoesNotHoldUpAnother() throws Exception {
    try (var courier = pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin"), trigger(PAGERDUTY, "ulsfo")), KEPT);
      wire.next();
      wire.answer(500);
      wire.next();
      wire.answer(202);

      assertThat(report().outcome()).isInstanceOf(Outcome.Failed.class);
      assertThat(report().outcome()).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  void resolvesWaitForAJournalThatKeepsThem() throws Exception {
    try (var courier = pagerDuty()) {
      var due = List.of(resolve(PAGERDUTY, "eqsin"), trigger(PAGERDUTY, "ulsfo"));
      courier.send(due, new Commit.Unkept("disk full"));
      assertThat(event(wire.next())).contains(Map.entry("event_action", "trigger"));
      wire.answer(202);
      report();
      courier.send(due.subList(0, 1), KEPT);

      assertThat(event(wire.next())).contains(Map.entry("event_action", "resolve"));
      wire.answer(202);
    }
  }

  @Test
  void aMistakeOfOursIsAFailureThatIsTriedAgain() throws Exception {
    routingKey =
        () -> {
          throw new IllegalStateException("canary");
        };
    try (var courier = pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      assertThat(report().outcome())
          .isEqualTo(new Outcome.Failed("internal error: IllegalStateException"));
      routingKey = () -> "0123456789abcdef0123456789abcdef";
      clock.advance(Duration.ofSeconds(5));
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);

      wire.next();
      wire.answer(202);
      assertThat(report().outcome()).isEqualTo(new Outcome.Accepted(202));
    }
  }

  @Test
  void aKindOfFailureIsLoggedWhenItBeginsAndWhenItIsOver() throws Exception {
    try (var courier = pagerDuty()) {
      for (var attempt = 0; attempt < 3; attempt++) {
        courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
        wire.next();
        wire.answer(503);
        report();
        clock.advance(Duration.ofMinutes(2));
      }
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      wire.next();
      wire.answer(202);
      report();
    }

    assertThat(log.all()).hasSize(3);
    assertThat(log.all().get(0)).startsWith("WARN not delivered").contains("503");
    assertThat(log.all().get(1)).startsWith("INFO delivered again").contains("attempts=\"3\"");
    assertThat(log.all().get(2)).startsWith("INFO accepted");
  }

  @Test
  void aRefusalIsNotOverBecauseItsMinimalFormWasAccepted() throws Exception {
    try (var courier = pagerDuty()) {
      for (var round = 0; round < 3; round++) {
        courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
        wire.next();
        wire.answer(400);
        wire.next();
        wire.answer(202);
        report();
        report();
        clock.advance(Duration.ofMinutes(1));
      }
    }

    assertThat(log.all()).filteredOn(line -> line.contains("400")).hasSize(1);
  }

  @Test
  void everySeriesIsThereFromTheStartAndEveryAttemptIsCounted() throws Exception {
    try (var courier = pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      wire.next();
      wire.answer(400);
      wire.next();
      wire.answer(202);
      report();
      report();
      var counts = new HashMap<PageCounts.Series, Long>();
      courier.counts().forEach(counts::put);

      assertThat(counts)
          .hasSize(15)
          .containsEntry(new PageCounts.Series("pagerduty", "first", "accepted"), 1L)
          .containsEntry(new PageCounts.Series("pagerduty", "first", "rejected"), 1L)
          .containsEntry(new PageCounts.Series("pagerduty", "resolved", "failed"), 0L);
    }
  }

  @Test
  void aRouteThatNobodyConnectedIsAMistakeAndTheRestLeavesAllTheSame() throws Exception {
    try (var courier = pagerDuty()) {
      var due = List.of(trigger(ALERTMANAGER, "eqsin"), trigger(PAGERDUTY, "eqsin"));

      assertThatThrownBy(() -> courier.send(due, KEPT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("am1");
      wire.next();
      wire.answer(202);
    }
  }

  @Test
  void closingLetsWhatIsInFlightEndAndSendsNothingMore() throws Exception {
    var courier = pagerDuty();
    courier.send(List.of(trigger(PAGERDUTY, "eqsin"), trigger(PAGERDUTY, "ulsfo")), KEPT);
    wire.next();
    var closing = Thread.ofVirtual().start(courier::close);
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    wire.answer(202);

    assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
    assertThat(report().outcome()).isEqualTo(new Outcome.Accepted(202));
    assertThat(wire.isQuiet()).isTrue();
  }

  private Courier pagerDuty() {
    return courier(
        new Destination.PagerDuty(
            PAGERDUTY, URI.create("http://events"), () -> routingKey.get(), Access.OPEN),
        wire);
  }

  private Courier alertmanager() {
    var urls = Map.of("am1", URI.create("http://am1:9093"));
    return courier(new Destination.Alertmanager(ALERTMANAGER, urls, Access.OPEN), wire);
  }

  private Courier courier(Destination destination, Wire way) {
    return Courier.start(List.of(destination), _ -> way, clock, () -> 1.0, reports::add);
  }

  private Report report() throws InterruptedException {
    var report = reports.poll(10, TimeUnit.SECONDS);
    assertThat(report).as("a report within 10 s").isNotNull();
    return report;
  }

  private Instant now() {
    return clock.get().wall();
  }

  private static JsonObject event(Request request) {
    return new JsonObject(request.json().orElseThrow());
  }
}
