package dev.deadair.notify;

import static dev.deadair.notify.Dues.PAGERDUTY;
import static dev.deadair.notify.Dues.due;
import static dev.deadair.notify.Dues.resolve;
import static dev.deadair.notify.Dues.trigger;
import static dev.deadair.notify.ManualClock.START;
import static dev.deadair.notify.ManualClock.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Reason;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Answer TIMEOUT = new Answer.Unanswered(Answer.Why.TIMEOUT, "");
  private static final Due TRIGGER = trigger(PAGERDUTY, "eqsin");

  private final Backlog backlog = new Backlog(Pace.PAGERDUTY, Budget.aMinute(60), () -> 1.0);

  @Test
  void sendsTheMostUrgentFirst() {
    var warning = due(PAGERDUTY, "a", AlertName.SITE_STALLED, 1, Reason.FIRST);
    var repeat = due(PAGERDUTY, "b", AlertName.SITE_ABSENT, 1, Reason.REPEAT);
    var assumed = Dues.assumed(PAGERDUTY, "e");
    var resolve = resolve(PAGERDUTY, "c");
    var first = trigger(PAGERDUTY, "d");
    backlog.replace(List.of(assumed, warning, repeat, resolve, first), true, START);

    assertThat(sentInOrder(START)).containsExactly(first, resolve, assumed, repeat, warning);
  }

  @Test
  void amongEquallyUrgentOnesTheLongestWaitingGoesFirst() {
    var other = trigger(PAGERDUTY, "ulsfo");
    backlog.replace(List.of(TRIGGER, other), true, START);
    fails(TRIGGER, START);
    fails(other, after(1));

    assertThat(backlog.next(after(60))).contains(TRIGGER);
  }

  @Test
  void whatIsNoLongerDueIsNotSent() {
    backlog.replace(List.of(TRIGGER), true, START);
    backlog.replace(List.of(), true, after(1));

    assertThat(backlog.next(after(1))).isEmpty();
    assertThat(backlog.rest(after(1))).isEmpty();
  }

  @Test
  void failuresBackOffInSteps() {
    backlog.replace(List.of(TRIGGER), true, START);
    var seconds = 0;
    for (var step : List.of(5, 10, 20, 40, 80, 120, 120)) {
      fails(TRIGGER, after(seconds));
      assertThat(backlog.next(after(seconds + step - 0.001))).as("before %ss", step).isEmpty();
      assertThat(backlog.rest(after(seconds))).contains(Duration.ofSeconds(step));
      seconds += step;
      assertThat(backlog.next(after(seconds))).as("after %ss", step).contains(TRIGGER);
    }
  }

  @Test
  void beingDueAgainEveryTurnDoesNotShortenABackOff() {
    backlog.replace(List.of(TRIGGER), true, START);
    fails(TRIGGER, START);
    backlog.replace(List.of(TRIGGER), true, after(1));

    assertThat(backlog.next(after(4.9))).isEmpty();
    assertThat(backlog.next(after(5))).contains(TRIGGER);
  }

  /** The door was shut; what fails for another reason may fail again. */
  @Test
  void whatReachedNobodyLeavesAsSoonAsAnotherIsAccepted() {
    var other = trigger(PAGERDUTY, "ulsfo");
    var third = trigger(PAGERDUTY, "drmrs");
    backlog.replace(List.of(TRIGGER, other, third), true, START);
    fails(third, START);
    backlog.leaves(TRIGGER, START);
    backlog.ended(
        TRIGGER,
        new Answer.Unanswered(Answer.Why.REFUSED, ""),
        new Outcome.Failed("connection refused"),
        START);
    accepted(other, after(1));

    assertThat(sentInOrder(after(1))).containsExactly(TRIGGER);
  }

  @Test
  void aNewerGenerationTakesThePlaceOfTheOlderAndItsBackOff() {
    backlog.replace(List.of(TRIGGER), true, START);
    fails(TRIGGER, START);
    var resolve = resolve(PAGERDUTY, "eqsin");
    backlog.replace(List.of(resolve), true, after(1));

    assertThat(sentInOrder(after(1))).containsExactly(resolve);
  }

  @Test
  void aLateAnswerToATriggerEndsNoResolve() {
    backlog.replace(List.of(TRIGGER), true, START);
    backlog.leaves(TRIGGER, START);
    var resolve = resolve(PAGERDUTY, "eqsin");
    backlog.replace(List.of(resolve), true, after(1));
    backlog.ended(TRIGGER, answered(202), new Outcome.Accepted(202), after(2));

    assertThat(backlog.next(after(2))).contains(resolve);
  }

  @Test
  void resolvesWaitWhileTheJournalDoesNotHoldTheTurnAndTriggersLeave() {
    var resolve = resolve(PAGERDUTY, "ulsfo");
    backlog.replace(List.of(resolve, TRIGGER), false, START);
    assertThat(sentInOrder(START)).containsExactly(TRIGGER);

    backlog.replace(List.of(resolve), true, after(1));
    assertThat(sentInOrder(after(1))).containsExactly(resolve);
  }

  @Test
  void aTurnThatTheJournalDoesNotHoldKeepsTheBackOffOfAResolve() {
    var resolve = resolve(PAGERDUTY, "eqsin");
    backlog.replace(List.of(resolve), true, START);
    fails(resolve, START);
    backlog.replace(List.of(resolve), false, after(1));
    backlog.replace(List.of(resolve), true, after(2));

    assertThat(backlog.next(after(2))).isEmpty();
  }

  /** It may be dark again by then. */
  @Test
  void anEndThatNoTurnHasSeenOfLateWaitsForOne() {
    var resolve = resolve(PAGERDUTY, "ulsfo");
    backlog.replace(List.of(resolve, TRIGGER), true, START);

    assertThat(sentInOrder(after(1200))).containsExactly(TRIGGER);
    assertThat(backlog.rest(after(1200))).isEmpty();
    backlog.replace(List.of(resolve), true, after(1200));
    assertThat(sentInOrder(after(1200))).containsExactly(resolve);
  }

  @Test
  void whatWasAcceptedIsNotSentAgainBeforeTheTurnHasHeardOfIt() {
    backlog.replace(List.of(TRIGGER), true, START);
    accepted(TRIGGER, START);
    backlog.replace(List.of(TRIGGER), true, after(1));

    assertThat(backlog.next(after(9))).isEmpty();
    assertThat(backlog.next(after(10))).as("the report was lost").contains(TRIGGER);
  }

  @Test
  void whatWasAcceptedIsNotSentAgainWhileNoTurnComes() {
    backlog.replace(List.of(TRIGGER), true, START);
    accepted(TRIGGER, START);

    assertThat(backlog.rest(after(3600))).isEmpty();
  }

  @Test
  void aRepeatAfterAnAcceptanceLeavesAtOnce() {
    backlog.replace(List.of(TRIGGER), true, START);
    accepted(TRIGGER, START);
    backlog.replace(List.of(), true, after(1));
    var repeat = due(PAGERDUTY, "eqsin", AlertName.SITE_ABSENT, 1, Reason.REPEAT);
    backlog.replace(List.of(repeat), true, after(2));

    assertThat(backlog.next(after(2))).contains(repeat);
  }

  @Test
  void aRefusedPageLeavesAtOnceInItsMinimalForm() {
    backlog.replace(List.of(TRIGGER), true, START);
    assertThat(backlog.leaves(TRIGGER, START).form()).isEqualTo(Form.FULL);
    backlog.ended(TRIGGER, answered(400), new Outcome.Rejected(400, "no"), START);

    assertThat(backlog.next(START)).contains(TRIGGER);
    assertThat(backlog.leaves(TRIGGER, START).form()).isEqualTo(Form.MINIMAL);
  }

  @Test
  void aBurstLeavesUpToTheBudgetAndTheRestEvenly() {
    var due = IntStream.range(0, 70).mapToObj(i -> trigger(PAGERDUTY, "site" + i)).toList();
    backlog.replace(due, true, START);

    assertThat(sentInOrder(START)).hasSize(60);
    assertThat(backlog.rest(START)).contains(Duration.ofSeconds(1));
    assertThat(sentInOrder(after(0.9))).isEmpty();
    assertThat(sentInOrder(after(1))).hasSize(1);
    assertThat(sentInOrder(after(5))).hasSize(4);
  }

  @Test
  void aBudgetIsNeverMoreThanAMinutesTokens() {
    var due = IntStream.range(0, 200).mapToObj(i -> trigger(PAGERDUTY, "site" + i)).toList();
    backlog.replace(due, true, after(100_000));

    assertThat(sentInOrder(after(100_000))).hasSize(60);
  }

  private List<Due> sentInOrder(Moment now) {
    var sent = new ArrayList<Due>();
    for (var next = backlog.next(now); next.isPresent(); next = backlog.next(now)) {
      sent.add(next.get());
      accepted(next.get(), now);
    }
    return sent;
  }

  private void accepted(Due due, Moment now) {
    backlog.leaves(due, now);
    backlog.ended(due, answered(202), new Outcome.Accepted(202), now);
  }

  private void fails(Due due, Moment now) {
    backlog.leaves(due, now);
    backlog.ended(due, TIMEOUT, new Outcome.Failed("no answer in time"), now);
  }

  private static Answer answered(int status) {
    return new Answer.Answered(status, Optional.empty(), Optional.empty(), false, "");
  }
}
