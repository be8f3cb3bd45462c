package dev.deadair.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Alertmanagers;
import dev.deadair.alert.Due;
import dev.deadair.alert.Holding;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Report;
import dev.deadair.alert.Step;
import dev.deadair.alert.Tally;
import dev.deadair.liveness.Moment;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a member is asked beside what it is told, and when. */
class MemberTalkTest {
  private static final Receiver RECEIVER = Dues.alertmanager("am1");
  private static final Due TRIGGER = Dues.trigger(RECEIVER, "eqsin");
  private static final Duration BLINK = Duration.ofMillis(300);

  private final ManualClock clock = new ManualClock();
  private final List<Tally> tallies = new ArrayList<>();
  private int requests;
  private final MemberTalk talk =
      new MemberTalk(
          TRIGGER.route(),
          new AlertmanagerDialect(URI.create("http://am1:9093"), Duration.ofMinutes(15)),
          _ ->
              new Answer.Answered(
                  200,
                  Optional.of(clock.get().wall()),
                  Optional.empty(),
                  false,
                  "",
                  "alertmanager_notification_requests_total{integration=\"pagerduty\"} "
                      + requests),
          clock,
          new Observer() {
            @Override
            public void reported(Report report) {}

            @Override
            public void held(Holding holding) {}

            @Override
            public void counted(Tally tally) {
              tallies.add(tally);
            }
          });

  @Test
  void aPageIsProvenByItsOwnNotificationHoweverLatelyTheCountersWereRead() {
    talk.ask(TRIGGER);
    clock.advance(BLINK);
    var next = wanted(clock.get());
    clock.advance(BLINK);

    talk.prepare(next);
    requests++;
    clock.advance(Duration.ofSeconds(10));
    talk.ask(next);

    assertThat(isProven(next)).isTrue();
  }

  @Test
  void soIsOneThatWasKeptFromPeopleAfterItOpened() {
    clock.advance(BLINK);
    talk.prepare(TRIGGER);
    clock.advance(BLINK);
    var released = new Step(clock.get(), TRIGGER.route(), Reason.FIRST, Step.Kind.RELEASED, "");
    var next = wanted(TRIGGER.incident().openedAt(), released);

    talk.prepare(next);
    requests++;
    clock.advance(Duration.ofSeconds(10));
    talk.ask(next);

    assertThat(isProven(next)).isTrue();
  }

  @Test
  void oneReadingServesAllThatIsToldAtOnce() {
    clock.advance(BLINK);
    talk.prepare(TRIGGER);
    talk.prepare(Dues.trigger(RECEIVER, "ulsfo"));
    talk.ask(TRIGGER);

    assertThat(tallies).hasSize(1);
  }

  /** Whether it was told in a time between two looks that began when it was wanted, or later. */
  private boolean isProven(Due due) {
    var known = Alertmanagers.NONE;
    for (var tally : tallies) {
      known = known.heard(tally);
    }
    return Optional.ofNullable(known.trends().get(due.route()))
        .map(trends -> trends.byIntegration().get("pagerduty"))
        .flatMap(Alertmanagers.Trend::sentSince)
        .filter(from -> !due.incident().wantedSince().isAfter(from))
        .isPresent();
  }

  private static Due wanted(Moment openedAt, Step... history) {
    var of = TRIGGER.incident();
    var incident =
        new Incident(
            of.id(),
            of.alert(),
            of.stage(),
            of.since(),
            of.lastData(),
            openedAt,
            of.generation(),
            of.keys(),
            of.told(),
            List.of(history),
            false);
    return new Due(incident, RECEIVER, TRIGGER.route(), Reason.FIRST, TRIGGER.page());
  }
}
