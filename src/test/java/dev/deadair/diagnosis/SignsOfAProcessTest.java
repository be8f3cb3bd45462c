package dev.deadair.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Starts, replays and shutdowns. */
class SignsOfAProcessTest {
  private final Healthy healthy = Healthy.since(Patient.START.minus(Duration.ofDays(3)));
  private final Healthy reborn = Healthy.since(Patient.START);
  private final Patient patient = new Patient(Patient.START);

  @Test
  void aReplayTellsHowFarItIsAndHowLongItWillTake() {
    patient.replays(10, 40, reborn.unready().scrape());
    assertThat(summary(Code.REPLAYING))
        .isEqualTo("replays its write-ahead log: segment 10 of 0 to 40, 24 %");

    patient.replays(15, 40, reborn.unready().scrape());
    patient.replays(20, 40, reborn.unready().scrape());
    assertThat(summary(Code.REPLAYING))
        .isEqualTo("replays its write-ahead log: segment 20 of 0 to 40, 49 %, about 60 s left");
    assertThat(patient.finding(Code.REPLAYING).orElseThrow().severity())
        .isEqualTo(Code.Severity.INFO);

    assertThat(patient.reads(reborn.scrape()).codes()).isEmpty();
  }

  @Test
  void aReplayThatStandsStillForFiveMinutesIsStuckUntilItMoves() {
    patient.replays(10, 40, reborn.unready().scrape());
    for (var i = 0; i < 19; i++) {
      patient.replays(10, 40, reborn.unready().scrape());
    }
    assertThat(patient.codes()).containsExactly(Code.REPLAYING);

    patient.replays(10, 40, reborn.unready().scrape());
    assertThat(patient.codes()).containsExactly(Code.REPLAY_STUCK);

    patient.replays(11, 40, reborn.unready().scrape());
    assertThat(patient.codes()).containsExactly(Code.REPLAYING);
  }

  @Test
  void aRepairThatEndsBetweenTwoLooksIsOneOfTheStart() {
    patient.replays(10, 40, reborn.unready().scrape());

    patient.reads(reborn.with(Signal.WAL_CORRUPTIONS, 1).scrape());

    assertThat(patient.codes()).containsExactly(Code.WAL_REPAIRED);
  }

  @Test
  void damageMetInALifeThatWasReadyLiesAheadOfTheNextStart() {
    patient.reads(reborn.scrape());

    patient.reads(reborn.goesOn().with(Signal.WAL_CORRUPTIONS, 1).scrape());

    assertThat(patient.codes()).containsExactly(Code.WILL_NOT_SURVIVE_RESTART);
  }

  @Test
  void aLookThatGetsNoAnswerInTimeIsNoProgress() {
    for (var i = 0; i < 10; i++) {
      patient.replays(10, 40, reborn.unready().scrape());
    }
    assertThat(patient.fails(Failure.Kind.READ_TIMEOUT).codes()).doesNotContain(Code.REPLAYING);
    for (var i = 0; i < 11; i++) {
      patient.replays(10, 40, reborn.unready().scrape());
    }

    assertThat(patient.codes()).containsExactly(Code.REPLAY_STUCK);
  }

  @Test
  void anotherLifeReplaysAnew() {
    for (var i = 0; i < 15; i++) {
      patient.replays(10, 40, reborn.unready().scrape());
    }
    var again = Healthy.since(patient.now.wall()).unready();
    for (var i = 0; i < 15; i++) {
      patient.replays(10, 40, again.scrape());
    }

    assertThat(patient.codes()).containsExactly(Code.REPLAYING);
  }

  @Test
  void aServerThatWasReadyAndIsHealthyShutsDownAndReplaysNothing() {
    patient.reads(healthy.scrape());
    assertThat(patient.replays(40, 40, healthy.unready().scrape()).codes()).isEmpty();
    assertThat(patient.replays(40, 40, healthy.unready().scrape()).codes()).isEmpty();

    patient.replays(40, 40, healthy.unready().scrape());
    assertThat(patient.codes()).containsExactly(Code.SHUTDOWN_HANGS);

    assertThat(patient.fails(Failure.Kind.REFUSED).codes()).isEmpty();
  }

  @Test
  void aServerThatStartsAgainAndAgainIsCrashLooping() {
    patient.reads(healthy.scrape());
    for (var i = 0; i < 4; i++) {
      patient.answersUnready(Healthy.since(patient.now.wall()).unready().scrape());
      patient.fails(Failure.Kind.REFUSED);
    }

    var finding = patient.finding(Code.CRASH_LOOPING).orElseThrow();
    assertThat(finding.evidence()).singleElement().asString().contains("2023-05-03 00:00:30 UTC");
    assertThat(finding.action()).contains("systemctl stop prometheus", "wal.aside");
  }

  private String summary(Code code) {
    return patient.finding(code).orElseThrow().summary();
  }
}
