package dev.deadair.notify;

import static dev.deadair.notify.CourierRig.ALERTMANAGER;
import static dev.deadair.notify.CourierRig.KEPT;
import static dev.deadair.notify.CourierRig.event;
import static dev.deadair.notify.Dues.PAGERDUTY;
import static dev.deadair.notify.Dues.resolve;
import static dev.deadair.notify.Dues.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.Outcome;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Report;
import dev.deadair.turn.Commit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the courier sends, in which order, and what it reports. */
class CourierTest {
  private static final Commit NOT_KEPT = new Commit.Unkept("disk full");

  private final CourierRig rig = new CourierRig();
  private final ScriptedWire wire = rig.wire;
  private final ManualClock clock = rig.clock;

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void everyAttemptEndsInOneReportOfWhatWasSentAndWhatCameOfIt() throws Exception {
    try (var courier = rig.pagerDuty()) {
      var due = trigger(PAGERDUTY, "eqsin");
      courier.send(List.of(due), KEPT);
      wire.next();
      clock.advance(Duration.ofMillis(40));
      wire.answer(202);

      assertThat(rig.report())
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
    try (var courier = rig.pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      wire.next();
      courier.send(List.of(resolve(PAGERDUTY, "eqsin")), KEPT);
      courier.send(List.of(resolve(PAGERDUTY, "eqsin")), KEPT);
      assertThat(wire.isQuiet()).isTrue();
      wire.fail(Answer.Why.TIMEOUT);

      assertThat(event(wire.next())).contains(Map.entry("event_action", "resolve"));
      wire.answer(202);
      assertThat(rig.report().generation()).isEqualTo(1);
      assertThat(rig.report())
          .extracting(Report::generation, Report::reason)
          .contains(2, Reason.RESOLVED);
    }
  }

  @Test
  void anIncidentThatIsBackWaitsForTheResolveOfTheOneBefore() throws Exception {
    try (var courier = rig.pagerDuty()) {
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
    try (var courier = rig.pagerDuty()) {
      var due = List.of(trigger(PAGERDUTY, "eqsin"));
      courier.send(due, KEPT);
      wire.next();
      courier.send(due, KEPT);
      wire.answer(202);
      rig.report();
      courier.send(List.of(due.getFirst(), trigger(PAGERDUTY, "ulsfo")), KEPT);

      assertThat(event(wire.next()).getString("dedup_key")).contains("ulsfo");
      wire.answer(202);
    }
  }

  @Test
  void aRefusedPageIsSentInItsMinimalFormAtOnceAndBothAttemptsAreReported() throws Exception {
    try (var courier = rig.pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      assertThat(event(wire.next()).fieldNames()).contains("links");
      wire.answer(400);
      assertThat(event(wire.next()).fieldNames()).doesNotContain("links");
      wire.answer(202);

      assertThat(rig.report().outcome()).isEqualTo(new Outcome.Rejected(400, "so"));
      assertThat(rig.report().outcome()).isEqualTo(new Outcome.Accepted(202));
    }
  }

  @Test
  void anIncidentThatFailsDoesNotHoldUpAnother() throws Exception {
    try (var courier = rig.pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin"), trigger(PAGERDUTY, "ulsfo")), KEPT);
      wire.next();
      wire.answer(500);
      wire.next();
      wire.answer(202);

      assertThat(rig.report().outcome()).isInstanceOf(Outcome.Failed.class);
      assertThat(rig.report().outcome()).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  void resolvesWaitForAJournalThatKeepsThem() throws Exception {
    try (var courier = rig.pagerDuty()) {
      var due = List.of(resolve(PAGERDUTY, "eqsin"), trigger(PAGERDUTY, "ulsfo"));
      courier.send(due, NOT_KEPT);
      assertThat(event(wire.next())).contains(Map.entry("event_action", "trigger"));
      wire.answer(202);
      rig.report();
      courier.send(List.of(due.getFirst(), trigger(PAGERDUTY, "drmrs")), NOT_KEPT);
      assertThat(event(wire.next()).getString("dedup_key")).contains("drmrs");
      wire.answer(202);
      rig.report();
      courier.send(due.subList(0, 1), KEPT);

      assertThat(event(wire.next())).contains(Map.entry("event_action", "resolve"));
      wire.answer(202);
    }
  }

  /** An error, too: the library of a package that is being upgraded is gone for a moment. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMistakeOfOursIsAFailureThatIsTriedAgain(boolean isError) throws Exception {
    rig.routingKey =
        () -> {
          throw mistake(isError);
        };
    try (var courier = rig.pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      assertThat(rig.report().outcome())
          .isEqualTo(
              new Outcome.Failed(
                  "internal error: "
                      + (isError ? "NoClassDefFoundError" : "IllegalStateException")));
      rig.routingKey = () -> "0123456789abcdef0123456789abcdef";
      clock.advance(Duration.ofSeconds(5));
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);

      wire.next();
      wire.answer(202);
      assertThat(rig.report().outcome()).isEqualTo(new Outcome.Accepted(202));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoeverFailsToTakeAReportStopsNothing(boolean isError) throws Exception {
    rig.observer =
        _ -> {
          throw mistake(isError);
        };
    try (var courier = rig.pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      wire.next();
      wire.answer(202);
      courier.send(List.of(trigger(PAGERDUTY, "ulsfo")), KEPT);

      assertThat(event(wire.next()).getString("dedup_key")).contains("ulsfo");
      wire.answer(202);
    }
  }

  private static RuntimeException mistake(boolean isError) {
    if (isError) {
      throw new NoClassDefFoundError("canary");
    }
    return new IllegalStateException("canary");
  }

  @Test
  void aRouteThatNobodyConnectedIsAMistakeAndTheRestLeavesAllTheSame() throws Exception {
    try (var courier = rig.pagerDuty()) {
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
    var courier = rig.pagerDuty();
    courier.send(List.of(trigger(PAGERDUTY, "eqsin"), trigger(PAGERDUTY, "ulsfo")), KEPT);
    wire.next();
    var closing = Thread.ofVirtual().start(courier::close);
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    wire.answer(202);

    assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
    assertThat(rig.report().outcome()).isEqualTo(new Outcome.Accepted(202));
    assertThat(wire.isQuiet()).isTrue();
  }
}
