package dev.deadair.notify;

import static dev.deadair.notify.Dues.PAGERDUTY;
import static dev.deadair.notify.ManualClock.START;
import static dev.deadair.notify.ManualClock.after;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptTest {
  private static final Attempt FIRST = Attempt.first(Dues.trigger(PAGERDUTY, "eqsin"), START);
  private static final Dialect DIALECT =
      new PagerDutyDialect(URI.create("http://localhost"), () -> "key");

  @ParameterizedTest
  @CsvSource({
    "202, FULL, 10",
    "301, FULL, 60",
    "400, MINIMAL, 0",
    "401, FULL, 60",
    "403, FULL, 60",
    "404, MINIMAL, 0",
    "407, FULL, 60",
    "408, FULL, 5",
    "413, MINIMAL, 0",
    "422, MINIMAL, 0",
    "429, FULL, 5",
    "500, FULL, 5",
    "503, FULL, 5",
  })
  void eachStatusHasItsWaitAndItsForm(int status, Form form, int seconds) {
    var next = answered(FIRST, status, Duration.ZERO);

    assertThat(next.form()).isEqualTo(form);
    assertThat(next.ready()).isEqualTo(after(seconds));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void aMinimalPageThatIsRefusedTooGoesAgainEveryTwoMinutes(int status) {
    var next = answered(answered(FIRST, status, Duration.ZERO), status, Duration.ZERO);

    assertThat(next.form()).isEqualTo(Form.MINIMAL);
    assertThat(next.ready()).isEqualTo(after(120));
  }

  @Test
  void aClosedDoorDoesNotMakeThePageShorter() {
    var minimal = answered(FIRST, 400, Duration.ZERO);

    assertThat(answered(minimal, 401, Duration.ZERO).form()).isEqualTo(Form.MINIMAL);
    assertThat(answered(FIRST, 401, Duration.ZERO).form()).isEqualTo(Form.FULL);
  }

  @Test
  void thePageIsShortenedWhereTheReceiverGoesOnChokingOnIt() {
    var attempt = FIRST;
    for (var i = 0; i < 4; i++) {
      attempt = answered(attempt, 500, Duration.ZERO);
    }

    assertThat(attempt.form()).isEqualTo(Form.FULL);
    assertThat(answered(attempt, 500, Duration.ZERO).form()).isEqualTo(Form.MINIMAL);
  }

  @Test
  void aReceiverThatCannotBeReachedHasNothingAgainstThePage() {
    var attempt = FIRST;
    for (var i = 0; i < 20; i++) {
      attempt = next(attempt, new Answer.Unanswered(Answer.Why.TIMEOUT, ""));
    }

    assertThat(attempt.form()).isEqualTo(Form.FULL);
  }

  @Test
  void aWaitThatTheReceiverAsksForIsObeyedUpToTheLastStep() {
    assertThat(answered(FIRST, 429, Duration.ofSeconds(30)).ready()).isEqualTo(after(30));
    assertThat(answered(FIRST, 429, Duration.ofSeconds(3)).ready()).isEqualTo(after(5));
    assertThat(answered(FIRST, 429, Duration.ofDays(1)).ready()).isEqualTo(after(120));
  }

  @Test
  void aJitteredPaceWaitsARandomPartOfItsStep() {
    assertThat(Pace.PAGERDUTY.after(2, Duration.ZERO, 0.25)).isEqualTo(Duration.ofMillis(2500));
    assertThat(Pace.ALERTMANAGER.after(2, Duration.ZERO, 0.25)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void alertmanagerIsTriedAgainAfterTenSecondsAtMost() {
    assertThat(Pace.ALERTMANAGER.after(1, Duration.ZERO, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Pace.ALERTMANAGER.after(3, Duration.ZERO, 1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Pace.ALERTMANAGER.after(99, Duration.ofHours(1), 1))
        .isEqualTo(Duration.ofSeconds(10));
  }

  private static Attempt answered(Attempt attempt, int status, Duration retryAfter) {
    return next(
        attempt, new Answer.Answered(status, Optional.empty(), Optional.of(retryAfter), false, ""));
  }

  private static Attempt next(Attempt attempt, Answer answer) {
    return attempt.after(answer, DIALECT.outcome(answer), Pace.PAGERDUTY, 1.0, START);
  }
}
