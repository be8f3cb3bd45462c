package dev.deadair.migrate;

import static dev.deadair.liveness.Signal.COMPACTIONS_FAILED;
import static dev.deadair.liveness.Signal.HEAD_TRUNCATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Exposed;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import dev.deadair.liveness.SiteId;
import dev.deadair.migrate.Check.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A new server and its sibling, looked at every 15 s on a made-up clock. */
class PostflightTest {
  private static final Instant START = Instant.parse("2023-05-05T00:00:00Z");
  private static final GroupId GROUP = new GroupId(new SiteId("eqsin"), "ops");
  private static final InstanceId NEW = new InstanceId(GROUP, "prometheus5002");
  private static final InstanceId SIBLING = new InstanceId(GROUP, "prometheus5001");
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final Postflight postflight = new Postflight(NEW, Duration.ofMinutes(15));
  private final Map<Signal, Double> signals = new EnumMap<>(Signal.class);
  private Moment now = new Moment(START, Duration.ZERO, Duration.ZERO);
  private Instant started = START;
  private double appended;
  private double siblings = 1e9;
  private boolean isReady = true;

  @Test
  void allThatIsAskedForInOrderIsGo() {
    passes(Duration.ofMinutes(16), 1);
    assertThat(outcome("ingestion")).isEqualTo(Outcome.GO);
    assertThat(postflight.report().isGo()).isFalse();

    signals.put(HEAD_TRUNCATIONS, 1.0);
    passes(Duration.ofMinutes(1), 1);
    assertThat(outcome("compaction")).isEqualTo(Outcome.GO);
    assertThat(reasons("restart"))
        .containsExactly("now restart it in order: systemctl restart prometheus");

    restarts();
    passes(Duration.ofMinutes(3), 1);
    assertThat(postflight.report().isGo()).isTrue();
  }

  @Test
  void aTenthLessThanItsSiblingIsWaitedForAndNeverGo() {
    passes(Duration.ofHours(2), 0.9);

    assertThat(outcome("ingestion")).isEqualTo(Outcome.WAITING);
    assertThat(reasons("ingestion")).first().asString().startsWith("90.0 % of its sibling's rate");
  }

  @Test
  void aGapInTheSpanBeginsItAnew() {
    passes(Duration.ofMinutes(14), 1);
    saw(new Observation.Refused(NEW, now, new Failure(Failure.Kind.REFUSED, "/metrics", "")));
    passes(Duration.ofMinutes(14), 1);
    assertThat(outcome("ingestion")).isEqualTo(Outcome.WAITING);

    passes(Duration.ofMinutes(2), 1);
    assertThat(outcome("ingestion")).isEqualTo(Outcome.GO);
  }

  @Test
  void aSiblingThatIsDownIsNoMeasure() {
    for (var i = 0; i < 100; i++) {
      now = now.plus(INTERVAL);
      appended += 1000;
      saw(answered(NEW, started, appended, new Signals(signals), true));
      saw(new Observation.Refused(SIBLING, now, new Failure(Failure.Kind.REFUSED, "/metrics", "")));
    }

    assertThat(outcome("ingestion")).isEqualTo(Outcome.WAITING);
    assertThat(reasons("ingestion")).first().asString().contains("no measure: connection refused");
  }

  @Test
  void aRestartBeforeTheCompactionProvesNothing() {
    passes(Duration.ofMinutes(16), 1);
    restarts();
    passes(Duration.ofMinutes(5), 1);
    assertThat(outcome("restart")).isEqualTo(Outcome.WAITING);

    signals.put(HEAD_TRUNCATIONS, 1.0);
    passes(Duration.ofMinutes(5), 1);
    assertThat(outcome("restart")).isEqualTo(Outcome.WAITING);
  }

  @Test
  void aFailedCompactionIsNoGoAtOnceAndForEver() {
    passes(Duration.ofMinutes(16), 1);
    signals.put(HEAD_TRUNCATIONS, 1.0);
    signals.put(COMPACTIONS_FAILED, 1.0);
    passes(INTERVAL, 1);
    assertThat(postflight.report().isLost()).isTrue();
    assertThat(reasons("no-damage"))
        .containsExactly("prometheus_tsdb_compactions_failed_total is 1");

    restarts();
    signals.clear();
    passes(Duration.ofMinutes(16), 1);
    assertThat(postflight.report().isLost()).isTrue();
  }

  @Test
  void twoStartsAfterTheCompactionAreOneTooMany() {
    passes(Duration.ofMinutes(16), 1);
    signals.put(HEAD_TRUNCATIONS, 1.0);
    passes(INTERVAL, 1);
    restarts();
    passes(INTERVAL, 1);
    restarts();
    passes(INTERVAL, 1);

    assertThat(outcome("restart")).isEqualTo(Outcome.NO_GO);
  }

  @Test
  void aRestartThatIsNotReadyAgainIsWaitedFor() {
    passes(Duration.ofMinutes(16), 1);
    signals.put(HEAD_TRUNCATIONS, 1.0);
    passes(INTERVAL, 1);
    restarts();
    isReady = false;
    passes(Duration.ofMinutes(30), 1);

    assertThat(outcome("ready")).isEqualTo(Outcome.WAITING);
    assertThat(outcome("restart")).isEqualTo(Outcome.WAITING);
    assertThat(postflight.report().isGo()).isFalse();
  }

  private void restarts() {
    started = now.wall().plusSeconds(5);
    appended = 0;
    signals.remove(HEAD_TRUNCATIONS);
  }

  private void passes(Duration span, double share) {
    for (var end = now.plus(span); end.isAfter(now); ) {
      now = now.plus(INTERVAL);
      appended += 1000 * share;
      siblings += 1000;
      saw(answered(SIBLING, START.minusSeconds(9_999), siblings, Signals.NONE, true));
      saw(answered(NEW, started, appended, new Signals(signals), isReady));
    }
  }

  private void saw(Observation look) {
    postflight.saw(look);
  }

  private Outcome outcome(String name) {
    return check(name).outcome();
  }

  private List<String> reasons(String name) {
    return check(name).reasons();
  }

  private Check check(String name) {
    return postflight.report().checks().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Observation answered(
      InstanceId id, Instant start, double count, Signals told, boolean ready) {
    return Exposed.since(start)
        .at(now.wall())
        .isReady(ready)
        .appended(count, Duration.ofSeconds(15))
        .signals(told.values())
        .seen(id, now);
  }
}
