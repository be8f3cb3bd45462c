package dev.deadair.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import dev.deadair.probe.Recorded;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignsByCountersTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final Healthy healthy = Healthy.since(Patient.START.minus(Duration.ofDays(3)));
  private final Patient patient = new Patient(Patient.START);

  /** As if the server had been read before the counter began to rise. */
  @ParameterizedTest
  @CsvSource({
    "2.42/absent_future_head_blocks_ingest.metrics.txt, OUT_OF_BOUNDS, OUT_OF_BOUNDS",
    "3.5/absent_future_head_blocks_ingest.metrics.txt, OUT_OF_BOUNDS, OUT_OF_BOUNDS",
    "2.42/metrics_rw_am_down_reload_failed.txt, NOTIFICATIONS_DROPPED, NOTIFICATIONS_DROPPED",
    "2.53/metrics_rw_am_down_reload_failed.txt, NOTIFICATIONS_DROPPED, NOTIFICATIONS_DROPPED",
  })
  void whatRisesOnRealServersIsFound(String fixture, Signal signal, Code code) {
    var scrape = Recorded.scrape(fixture);
    assertThat(scrape.signals().count(signal)).isPositive();

    assertThat(patient.reads(with(scrape, Map.of(signal, 0.0))).codes()).doesNotContain(code);
    assertThat(patient.reads(scrape).codes()).contains(code);
  }

  @Test
  void whatRoseBeforeWeCameIsNotSaidToGoOn() {
    patient.reads(healthy.with(Signal.NOTIFICATIONS_DROPPED, 7).scrape());

    assertThat(patient.codes()).isEmpty();
  }

  @Test
  void aSingleRiseIsOverBeforeItWarns() {
    patient.reads(healthy.scrape());
    var dropped = healthy.goesOn().with(Signal.NOTIFICATIONS_DROPPED, 7);
    for (var i = 0; i < 11; i++) {
      assertThat(patient.reads(dropped.scrape()).codes())
          .containsExactly(Code.NOTIFICATIONS_DROPPED);
      dropped = dropped.goesOn();
    }

    assertThat(patient.reads(dropped.scrape()).codes()).isEmpty();
  }

  @Test
  void aBlockThatDoesNotLoadIsFoundForAsLongAsReloadsFail() {
    patient.reads(healthy.scrape());
    var next = healthy;
    for (var i = 1; i < 20; i++) {
      next = next.goesOn().with(Signal.BLOCK_RELOADS_FAILED, i);
      patient.reads(next.scrape());
    }

    var finding = patient.finding(Code.BLOCK_RELOAD_FAILED).orElseThrow();
    assertThat(finding.since()).isEqualTo(Patient.START.plusSeconds(30));
  }

  @Test
  void aStartIsProofThatAllBlocksLoad() {
    patient.reads(healthy.scrape());
    patient.reads(healthy.goesOn().with(Signal.BLOCK_RELOADS_FAILED, 1).scrape());
    assertThat(patient.codes()).containsExactly(Code.BLOCK_RELOAD_FAILED);

    patient.reads(Healthy.since(Patient.START.plusSeconds(40)).scrape());

    assertThat(patient.codes()).isEmpty();
  }

  @Test
  void aServerThatHasJustStartedHasNoTargetsYet() {
    var bare = Recorded.scrape("2.42/metrics_before_first_sample.txt");
    assertThat(bare.targets()).isZero();
    var started = bare.processStart();
    var young = new Patient(started.minusSeconds(10));
    for (var i = 0; i < 4; i++) {
      young.reads(bare);
      assertThat(young.codes()).as("look " + i).doesNotContain(Code.NO_TARGETS);
    }

    young.reads(bare);
    young.reads(bare);

    // Whoever shows the same for a minute has not evaluated its rules either.
    assertThat(young.codes())
        .containsExactly(Code.NO_TARGETS, Code.RULES_STALLED, Code.ALERT_PATH_BROKEN);
  }

  @Test
  void rulesThatWereLastEvaluatedThreeIntervalsAgoStandStill() {
    var ruling = healthy.with(Signal.RULE_INTERVAL_LONGEST, 60);
    double fresh = (double) Patient.START.minusSeconds(100).getEpochSecond();
    double late = (double) Patient.START.minusSeconds(300).getEpochSecond();

    patient.reads(ruling.with(Signal.RULE_EVALUATION_OLDEST, fresh).scrape());
    assertThat(patient.codes()).isEmpty();
    patient.reads(ruling.goesOn().with(Signal.RULE_EVALUATION_OLDEST, late).scrape());
    assertThat(patient.codes()).containsExactly(Code.RULES_STALLED);
    patient.reads(ruling.goesOn().goesOn().with(Signal.RULE_EVALUATION_OLDEST, fresh).scrape());
    assertThat(patient.codes()).isEmpty();
  }

  @Test
  void rulesThatMissIterationsStandStill() {
    patient.reads(healthy.scrape());
    patient.reads(healthy.goesOn().with(Signal.RULE_ITERATIONS_MISSED, 1).scrape());

    assertThat(patient.codes()).containsExactly(Code.RULES_STALLED);
  }

  @Test
  void aWindowHoldsThreeScrapes() {
    patient.reads(every(Duration.ofSeconds(200)));
    assertThat(patient.codes()).isEmpty();

    patient.reads(every(Duration.ofSeconds(201)));
    assertThat(patient.finding(Code.WINDOW_TOO_SHORT).orElseThrow().summary())
        .isEqualTo("scrapes every 3 min, too rarely for a window of 10 min");
  }

  @Test
  void anIntervalThatANewConfigurationHasDroppedIsStillShownAndCountsNoMore() {
    var dropped = Duration.ofSeconds(201);
    for (var scrapes = 1; scrapes <= 27; scrapes++) {
      patient.reads(at(Map.of(dropped, 40.0, Duration.ofSeconds(15), (double) scrapes)));
    }
    assertThat(patient.codes()).containsExactly(Code.WINDOW_TOO_SHORT);

    patient.reads(at(Map.of(dropped, 40.0, Duration.ofSeconds(15), 28.0)));
    patient.reads(at(Map.of(dropped, 40.0, Duration.ofSeconds(15), 29.0)));
    assertThat(patient.codes()).isEmpty();
  }

  @Test
  void aServerThatStartsWithoutItsBlocksHasLostItsHistory() {
    patient.reads(holding(healthy, 0).scrape()).fails(Failure.Kind.REFUSED);
    var reborn = Healthy.since(patient.now.wall());

    patient.reads(holding(reborn, 14 * DAY).scrape());
    assertThat(patient.finding(Code.HISTORY_LOST).orElseThrow().summary())
        .startsWith("has lost 14 days of its history");
    patient.reads(holding(reborn.goesOn(), 14 * DAY).scrape());
    assertThat(patient.codes()).containsExactly(Code.HISTORY_LOST);

    patient.reads(holding(reborn.goesOn().goesOn(), 0).scrape());
    assertThat(patient.codes()).isEmpty();
  }

  @Test
  void whatRetentionDeletesIsNotLost() {
    patient.reads(holding(healthy, 0).scrape());
    patient.reads(holding(healthy.goesOn(), DAY).with(Signal.TIME_RETENTIONS, 1).scrape());

    assertThat(patient.codes()).isEmpty();
  }

  private static Healthy holding(Healthy server, long from) {
    double oldest = (double) (Patient.START.minus(Duration.ofDays(15)).toEpochMilli() + from);
    return server.with(Signal.LOWEST_TIMESTAMP, oldest).with(Signal.BLOCKS_LOADED, 3);
  }

  private Scrape every(Duration interval) {
    return at(Map.of(interval, 40.0));
  }

  private Scrape at(Map<Duration, Double> intervals) {
    var scrape = healthy.scrape();
    return of(scrape, intervals, scrape.signals());
  }

  private static Scrape with(Scrape scrape, Map<Signal, Double> changes) {
    var signals = new EnumMap<Signal, Double>(Signal.class);
    signals.putAll(scrape.signals().values());
    signals.putAll(changes);
    return of(scrape, scrape.intervals(), new Signals(signals));
  }

  private static Scrape of(Scrape scrape, Map<Duration, Double> intervals, Signals signals) {
    return new Scrape(
        scrape.flavour(),
        Optional.empty(),
        scrape.processStart(),
        scrape.ready(),
        scrape.version(),
        scrape.appended(),
        scrape.headMaxTime(),
        intervals,
        scrape.reports(),
        scrape.targets(),
        scrape.jobs(),
        scrape.ruleGroups(),
        scrape.remotes(),
        signals);
  }
}
