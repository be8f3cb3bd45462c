package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.Maintenance;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.notify.Courier;
import dev.deadair.store.Journal;
import dev.deadair.store.Loaded;
import dev.deadair.store.Store;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Past;
import dev.deadair.turn.State;
import dev.deadair.web.Board;
import dev.deadair.web.Meters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns that throw, by a fact that no edge lets in; everything else is the real thing. */
class FailingTurnsIT {

  private static final Limits LIMITS =
      Limits.of(Duration.ofHours(80), Duration.ofHours(40), Duration.ofSeconds(3));
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private volatile Moment now =
      new Moment(Instant.parse("2023-05-05T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));

  /** What ails the next turn, where anything does. */
  private Optional<Error> broken = Optional.empty();

  private PagerDutyRecorder pagerDuty;
  private Journal journal;
  private Meters meters;
  private Courier courier;
  private Watch watch;
  private final Inbox inbox = new Inbox();
  private final Board board = new Board();
  private final Thread ticking = Thread.currentThread();

  @BeforeEach
  void start() throws Exception {
    pagerDuty = new PagerDutyRecorder();
    journal = new Journal(new NoDisk(), DEADLINE);
    meters = new Meters("test");
    var rules = OneServer.rules(LIMITS);
    courier = OneServer.courier(rules, pagerDuty, inbox, this::now);
    watch =
        new Watch(
            State.of(rules, Past.NONE, now),
            inbox,
            journal,
            courier,
            board,
            meters,
            () -> now,
            ServiceManager.of(Map.of(), 1));
  }

  @AfterEach
  void stop() {
    courier.close();
    meters.close();
    journal.close();
    pagerDuty.close();
  }

  /** The courier asks in the midst of a turn, when all but the telling of it has been done. */
  private Moment now() {
    if (broken.isPresent() && Thread.currentThread().equals(ticking)) {
      var error = broken.get();
      broken = Optional.empty();
      throw error;
    }
    return now;
  }

  @Test
  void threeInARowAreToldToEverybodyAndOnceTheyWorkThatEnds() {
    turn(false);
    turn(true);
    turn(true);
    turn(false);
    turn(true);
    turn(true);
    assertThat(pagerDuty.attempts()).as("two in a row decide late, and that is all").isEmpty();

    turn(true);
    await("the page").until(() -> !pagerDuty.incidents().isEmpty());
    for (var i = 0; i < 30; i++) {
      turn(true);
    }
    assertThat(pagerDuty.events()).hasSize(1);
    assertThat(pagerDuty.incidents().getFirst().summary()).contains("fails to decide");

    awaitTheEnd();
  }

  /** It is no exception, and what throws one on the way there is a bug all the same. */
  @Test
  void anErrorIsABugLikeAnyOtherAndNotTheEndOfTurns() {
    turn(false);
    var shown = board.view();
    var good = System.nanoTime();
    for (var i = 0; i < 3; i++) {
      broken = Optional.of(new LinkageError("no such method"));
      turn(false);
    }

    await("the page").until(() -> !pagerDuty.incidents().isEmpty());
    assertThat(board.view()).as("nothing new is shown of what was not decided").isSameAs(shown);
    var since = Duration.ofNanos(System.nanoTime() - good);
    assertThat(meters.tickAge())
        .as("no turn ended, and so no switch is pinged")
        .isGreaterThanOrEqualTo(since);

    awaitTheEnd();
    assertThat(board.view()).isNotSameAs(shown);
  }

  @Test
  void neitherIsOneThatKeepsItFromBeingTold() {
    turn(false);
    for (var i = 0; i < 3; i++) {
      broken = Optional.of(new StackOverflowError());
      turn(true); // fails before anything is told, and so does the telling, the third time
    }
    assertThat(broken).isEmpty();

    turn(true);

    await("the page").until(() -> !pagerDuty.incidents().isEmpty());
    awaitTheEnd();
  }

  @Test
  void systemdHearsOfNoTurnThatFails(@TempDir Path directory) {
    var path = directory + "/notify";
    try (var heard = new NotifySocket(path);
        var systemd = ServiceManager.of(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "1"), 1)) {
      var rules = OneServer.rules(LIMITS);
      var told =
          new Watch(
              State.of(rules, Past.NONE, now),
              inbox,
              journal,
              courier,
              board,
              meters,
              () -> now,
              systemd);

      turn(told, true);
      assertThat(heard.isSilent()).isTrue();
      turn(told, false);
      assertThat(heard.next()).startsWith("READY=1");
      assertThat(heard.next()).isEqualTo("WATCHDOG=1");
      turn(told, true);
      assertThat(heard.isSilent()).isTrue();
    }
  }

  @Test
  void norIsAClockThatCannotBeRead() {
    var clocks = new ArrayDeque<Supplier<Moment>>();
    clocks.add(
        () -> {
          throw new UncheckedIOException(new IOException("no /proc/uptime"));
        });
    var another =
        new Watch(
            State.of(OneServer.rules(LIMITS), Past.NONE, now),
            inbox,
            journal,
            courier,
            board,
            meters,
            () -> clocks.isEmpty() ? now : clocks.remove().get(),
            ServiceManager.of(Map.of(), 1));

    turn(another, false);
    assertThat(board.view().seq()).isZero();
    turn(another, false);

    assertThat(board.view().seq()).isOne();
  }

  /** The turn that was to take it fails, and the next one works. */
  @Test
  void theEndIsNotLostWithATurnThatFailsOnItsWay() {
    turn(false);
    for (var i = 0; i < 3; i++) {
      turn(true);
    }
    await("the page").until(() -> !pagerDuty.incidents().isEmpty());
    turn(false);

    turn(true);

    awaitTheEnd();
  }

  private void awaitTheEnd() {
    await("its end")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              now = now.plus(Duration.ofSeconds(20));
              turn(false);
              return pagerDuty.incidents().stream().noneMatch(each -> each.isOpen());
            });
  }

  private void turn(boolean poisoned) {
    turn(watch, poisoned);
  }

  private void turn(Watch watch, boolean poisoned) {
    now = now.plus(Duration.ofSeconds(1));
    inbox.put(new Fact.Looked(OneServer.refused(now)));
    if (poisoned) {
      var forEver = Duration.ofSeconds(Long.MAX_VALUE);
      inbox.put(
          new Fact.Muted(
              new Maintenance.Wanted(
                  "id", OneServer.id(), forEver, false, "more than time", "test")));
    }
    watch.run();
  }

  /** It holds nothing and says that it does. */
  private static final class NoDisk implements Store {
    @Override
    public Loaded load(Moment now) {
      return new Loaded(Past.NONE, Optional.empty());
    }

    @Override
    public Commit write(State state, Changes changes) {
      return new Commit.Kept();
    }

    @Override
    public void close() {}
  }
}
