package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Exposed;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Transition;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that take longer to answer than a look that is not patient waits, or for ever. */
class SlowAnswersTest {

  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofMinutes(40);
  private static final Duration AT_ONCE = Duration.ofMillis(50);
  private static final Duration CHANGES = Duration.ofMinutes(5);
  private static final Limits LIMITS = Limits.DEFAULT;
  private static final GroupId GROUP = new GroupId(new SiteId("ulsfo"), "ops");
  private static final InstanceId A = new InstanceId(GROUP, "prometheus4001");
  private static final InstanceId B = new InstanceId(GROUP, "prometheus4002");

  private final Random random = new Random(1);

  /** What comes from event loops, by when. */
  private final TreeMap<Duration, List<Fact>> coming = new TreeMap<>();

  private final List<Transition> transitions = new ArrayList<>();

  /** When somebody was to be told first, by alert. */
  private final Map<AlertName, Duration> told = new EnumMap<>(AlertName.class);

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void aServerThatIsSlowIsSeenToProduce(int phase) {
    looks(
        A,
        phase,
        begin ->
            begin.compareTo(CHANGES) < 0
                ? AT_ONCE
                : Duration.ofMillis(random.nextInt(11_000, 29_000)));

    run(A);

    assertThat(transitions)
        .as("once the first look that waits for it has ended")
        .noneMatch(each -> each.at().isAfter(at(CHANGES.plusSeconds(60))));
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 7, 12})
  void aReplicaThatHangsIsDown(int phase) {
    looks(A, 0, _ -> AT_ONCE);
    looks(B, phase, SlowAnswersTest::hanging);

    run(A, B);

    assertThat(told.get(AlertName.INSTANCE_DOWN))
        .isBetween(
            CHANGES.plus(LIMITS.warnAfter()).minus(INTERVAL),
            CHANGES.plus(LIMITS.warnAfter()).plusSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void aSiteThatHangsIsAbsent(int phase) {
    looks(A, phase, SlowAnswersTest::hanging);

    run(A);

    assertThat(told.get(AlertName.SITE_ABSENT))
        .isBetween(
            CHANGES.plus(LIMITS.window()).minus(INTERVAL),
            CHANGES.plus(LIMITS.window()).plusSeconds(20));
  }

  private static Duration hanging(Duration begin) {
    return begin.compareTo(CHANGES) < 0 ? AT_ONCE : END;
  }

  /** What the probe tells of looks at {@code id}, each of which takes so long to be answered. */
  private void looks(InstanceId id, int phase, UnaryOperator<Duration> takes) {
    var patient = false;
    for (var begin = Duration.ofSeconds(phase); begin.compareTo(END) < 0; ) {
      var took = takes.apply(begin);
      var late = took.compareTo(TIMEOUT) > 0;
      if (late) {
        comes(begin.plus(TIMEOUT), refused(id, begin.plus(TIMEOUT)));
        begin = patient ? waited(id, begin, took) : begin.plus(INTERVAL);
      } else {
        comes(begin.plus(took), answered(id, begin.plus(took)));
        begin = begin.plus(INTERVAL);
      }
      patient = late;
    }
  }

  /** A patient look that is late goes on; when the next begins. */
  private Duration waited(InstanceId id, Duration begin, Duration took) {
    var turn = INTERVAL;
    for (; took.compareTo(turn) > 0; turn = turn.plus(INTERVAL)) {
      comes(begin.plus(turn), refused(id, begin.plus(turn)));
      if (LIMITS.patience().minus(turn).compareTo(TIMEOUT) < 0) {
        return begin.plus(turn);
      }
    }
    comes(begin.plus(took), answered(id, begin.plus(took)));
    return begin.plus(turn);
  }

  private void comes(Duration at, Fact fact) {
    coming.computeIfAbsent(at, _ -> new ArrayList<>()).add(fact);
  }

  private void run(InstanceId... ids) {
    for (var at = AT_ONCE; at.compareTo(END) < 0; at = at.plus(INTERVAL)) {
      comes(at, new Fact.Asked("gateway", false, true, at(at)));
    }
    var state = begun(ids);
    for (var now = SECOND; now.compareTo(END) < 0; now = now.plus(SECOND)) {
      var arrived = coming.headMap(now);
      var turn = state.turn(arrived.values().stream().flatMap(List::stream).toList(), at(now));
      arrived.clear();
      transitions.addAll(turn.transitions());
      for (var each : turn.due()) {
        if (!each.incident().assumed()) {
          told.putIfAbsent(each.incident().alert().name(), now);
        }
      }
      state = turn.state();
    }
  }

  private static State begun(InstanceId... ids) {
    var instances = new ArrayList<ExpectedInstance>();
    for (var id : ids) {
      instances.add(new ExpectedInstance(id, URI.create("http://" + id.name() + ":9090")));
    }
    var inventory =
        new Inventory(INTERVAL, List.of(Expected.site(GROUP, LIMITS, List.copyOf(instances))));
    var receivers = List.of(Receivers.alertmanager("am1"));
    var routing = new Routing("a", Optional.empty(), receivers, Map.of());
    return State.of(new Rules(inventory, routing), Past.NONE, at(Duration.ZERO));
  }

  private static Fact refused(InstanceId id, Duration at) {
    var failure = new Failure(Failure.Kind.READ_TIMEOUT, "/metrics", "");
    return new Fact.Looked(new Observation.Refused(id, at(at), failure));
  }

  private static Fact answered(InstanceId id, Duration at) {
    var scrapes = (double) at.dividedBy(INTERVAL);
    return new Fact.Looked(
        Exposed.since(Instant.EPOCH)
            .at(at(at).wall())
            .appended(1000 * scrapes)
            .scrapes(Map.of(INTERVAL, scrapes))
            .seen(id, at(at)));
  }

  private static Moment at(Duration since) {
    var up = Duration.ofDays(1).plus(since);
    return new Moment(Instant.parse("2023-05-05T00:00:00Z").plus(since), up, up);
  }
}
