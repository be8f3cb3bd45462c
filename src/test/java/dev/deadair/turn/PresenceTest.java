package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Report;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.alert.Vigil;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code DeadairHeartbeat}: every Alertmanager is always told that we are there. */
class PresenceTest {

  private static final Receiver ALERTMANAGER =
      new Receiver(
          "alertmanager",
          Receiver.Nature.Level.DEFAULT,
          Severity.CRITICAL,
          List.of("am1", "am2"),
          Map.of());

  private final List<Fact> facts = new ArrayList<>();
  private final List<Due> sent = new ArrayList<>();
  private Outcome answer = new Outcome.Accepted(200);
  private Moment now =
      new Moment(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));
  private State state = state(new Vigil(true, false));

  @Test
  void everyMemberIsToldAtOnceWhateverItsLeastSeverityAndNobodyElse() {
    run(Duration.ofSeconds(1));

    assertThat(sent)
        .extracting(each -> each.route().member(), Due::reason, Due::severity)
        .containsExactly(
            tuple("am1", Reason.FIRST, Severity.NONE), tuple("am2", Reason.FIRST, Severity.NONE));
    assertThat(sent)
        .allSatisfy(
            each ->
                assertThat(each.incident().alert().labels())
                    .isEqualTo(
                        Map.of(
                            "alertname", "DeadairHeartbeat",
                            "severity", "none",
                            "watcher", "eqsin-a")));
  }

  @Test
  void thenAsOftenAsOfAnyAlertAndNeverAnEnd() {
    run(Duration.ofMinutes(10));

    assertThat(sent).hasSizeBetween(2 * 12, 2 * 14).noneMatch(Due::resolves);
  }

  @Test
  void whoDoesNotTakeItIsToldUntilItDoes() {
    answer = new Outcome.Failed("no answer in time");
    run(Duration.ofSeconds(5));
    assertThat(sent).hasSize(10);
    answer = new Outcome.Accepted(200);
    run(Duration.ofSeconds(5));

    assertThat(sent).hasSize(12);
  }

  @Test
  void whatTheJournalDoesNotHoldDoesNotEndIt() {
    run(Duration.ofMinutes(1));
    sent.clear();
    for (var second = 0; second < 120; second++) {
      facts.add(new Fact.Stored(new Commit.Unkept("disk full")));
      run(Duration.ofSeconds(1));
    }

    assertThat(sent).hasSizeBetween(4, 6);
  }

  @Test
  void whoWantsNoneIsToldNothing() {
    state = state(Vigil.NONE);
    run(Duration.ofMinutes(1));

    assertThat(sent).isEmpty();
  }

  private void run(Duration time) {
    for (var second = 0; second < time.toSeconds(); second++) {
      now = now.plus(Duration.ofSeconds(1));
      var turn = state.turn(List.copyOf(facts), now);
      facts.clear();
      state = turn.state();
      turn.due().stream()
          .filter(each -> each.incident().alert().name() == AlertName.HEARTBEAT)
          .forEach(sent::add);
      turn.due().forEach(due -> facts.add(new Fact.Delivered(Report.on(due, now, answer))));
    }
  }

  private State state(Vigil vigil) {
    var routing =
        new Routing(
            "eqsin-a",
            Optional.empty(),
            List.of(ALERTMANAGER, Receivers.pagerDuty()),
            Map.of(),
            vigil);
    return State.of(
        new Rules(new Inventory(Duration.ofSeconds(15), List.of()), routing), Past.NONE, now);
  }
}
