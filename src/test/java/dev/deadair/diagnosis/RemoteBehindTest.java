package dev.deadair.diagnosis;

import static dev.deadair.diagnosis.Code.REMOTE_BEHIND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Remote;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteBehindTest {
  private static final String REMOTE = "thanos http://receive/";
  private static final long WINDOW_OF_LOOKS = 40;

  private final Patient patient = new Patient(Patient.START);
  private Healthy server = Healthy.since(Patient.START.minusSeconds(600));

  @Test
  void samplesThatWaitForThreeMinutesAreTold() {
    for (var lag = 0; lag <= 165; lag += 15) {
      looks(lag, 500);
      assertThat(patient.codes()).as("behind by " + lag).isEmpty();
    }
    // Behind by more than two minutes since 135, and for a minute by now.
    looks(180, 500);
    looks(195, 500);

    var finding = patient.finding(REMOTE_BEHIND).orElseThrow();
    assertThat(finding.evidence()).anyMatch(each -> each.contains("thanos http://receive/"));
    assertThat(finding.evidence()).anyMatch(each -> each.endsWith("500 wait for it"));
  }

  @Test
  void itIsOverOnceTheRemoteHasCaughtUpAndNotAtTheFirstStep() {
    isBehind();
    looks(90, 500);
    assertThat(patient.codes()).containsExactly(REMOTE_BEHIND);
    looks(45, 500);
    assertThat(patient.codes()).isEmpty();
    looks(90, 500);
    assertThat(patient.codes()).isEmpty();
  }

  @Test
  void aRemoteThatGetsLittleIsNotBehindWhileNothingWaitsForIt() {
    for (var i = 0; i < WINDOW_OF_LOOKS; i++) {
      looks(15L * i, 0);
      assertThat(patient.codes()).isEmpty();
    }
  }

  @Test
  void aBatchThatComesAfterALongPauseIsOnItsWayAndNotBehind() {
    for (var i = 0; i < WINDOW_OF_LOOKS; i++) {
      looks(i % 20 * 15L, i % 20 == 19 ? 20 : 0);
      assertThat(patient.codes()).isEmpty();
    }
  }

  @Test
  void aQueueThatIsBegunAnewIsBehindAllTheSame() {
    isBehind();
    looks(240, 0);
    assertThat(patient.codes()).containsExactly(REMOTE_BEHIND);
  }

  @Test
  void nothingThatWaitsForLongIsTheEndOfIt() {
    isBehind();
    for (var i = 0; i < 11; i++) {
      looks(240 + 15 * i, 0);
    }
    assertThat(patient.codes()).isEmpty();
  }

  @Test
  void ofARemoteThatNeverTookAnythingNothingIsKnown() {
    for (var i = 0; i < WINDOW_OF_LOOKS; i++) {
      patient.reads(scrape(Optional.empty(), 500));
      assertThat(patient.codes()).isEmpty();
    }
  }

  @Test
  void aRestartDoesNotEndIt() {
    isBehind();
    server = Healthy.since(patient.now.wall());
    for (var i = 0; i < WINDOW_OF_LOOKS; i++) {
      patient.reads(scrape(Optional.empty(), 500));
      assertThat(patient.codes()).containsExactly(REMOTE_BEHIND);
    }
    looks(5, 500);
    assertThat(patient.codes()).isEmpty();
  }

  @Test
  void aSampleOfTheFutureIsNoLag() {
    for (var i = 0; i < WINDOW_OF_LOOKS; i++) {
      var now = patient.now.wall().plus(Patient.INTERVAL);
      patient.reads(scrape(Optional.of(now.minusSeconds(5)), 500, now.plusSeconds(540)));
      assertThat(patient.codes()).isEmpty();
    }
  }

  private void isBehind() {
    for (var lag = 135; lag <= 210; lag += 15) {
      looks(lag, 500);
    }
    assertThat(patient.codes()).containsExactly(REMOTE_BEHIND);
  }

  /** The next look, at a server whose remote is so many seconds behind. */
  private void looks(long lag, double waiting) {
    var now = patient.now.wall().plus(Patient.INTERVAL);
    patient.reads(scrape(Optional.of(now.minusSeconds(lag)), waiting));
  }

  private Scrape scrape(Optional<Instant> taken, double waiting) {
    return scrape(taken, waiting, patient.now.wall().plus(Patient.INTERVAL));
  }

  private Scrape scrape(Optional<Instant> taken, double waiting, Instant newest) {
    server = server.goesOn();
    var now = patient.now.wall().plus(Patient.INTERVAL);
    var scrape = server.with(Signal.REMOTE_NEWEST, (double) newest.getEpochSecond()).scrape();
    return new Scrape(
        scrape.flavour(),
        Optional.of(now),
        scrape.processStart(),
        scrape.ready(),
        scrape.version(),
        scrape.appended(),
        scrape.headMaxTime(),
        scrape.intervals(),
        scrape.reports(),
        scrape.targets(),
        scrape.jobs(),
        scrape.ruleGroups(),
        Map.of(REMOTE, new Remote(taken, waiting)),
        scrape.signals());
  }
}
