package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.AlertName;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A disk that has stopped, simulated at the port; everything above it is the real thing. */
class HungJournalIT {

  private static final Limits LIMITS =
      Limits.of(Duration.ofSeconds(8), Duration.ofSeconds(4), Duration.ofSeconds(3));
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private Moment now =
      new Moment(Instant.parse("2023-05-05T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));

  @Test
  void delaysAPageByItsDeadlineOnceAtMost() {
    var disk = new StoppedDisk();
    try (var pagerDuty = new PagerDutyRecorder();
        var journal = new Journal(disk, DEADLINE);
        var meters = new Meters("test")) {
      var inbox = new Inbox();
      var rules = OneServer.rules(LIMITS);
      try (var courier = OneServer.courier(rules, pagerDuty, inbox, () -> now)) {
        var board = new Board();
        var watch =
            new Watch(
                State.of(rules, Past.NONE, now),
                inbox,
                journal,
                courier,
                board,
                meters,
                () -> now,
                ServiceManager.of(Map.of(), 1));
        var slow = 0;
        for (var second = 0; second < 30; second++) {
          now = now.plus(Duration.ofSeconds(1));
          inbox.put(new Fact.Looked(OneServer.refused(now)));
          var began = System.nanoTime();
          watch.tick(now);
          slow += Duration.ofNanos(System.nanoTime() - began).compareTo(DEADLINE) >= 0 ? 1 : 0;
        }

        await("the page").until(() -> !pagerDuty.incidents().isEmpty());
        assertThat(slow).isEqualTo(1);
        assertThat(board.view().storeProblem()).isPresent();
        assertThat(board.view().sites().values())
            .as("a hung disk never makes it blind")
            .allMatch(site -> site.blind().isEmpty());
        assertThat(board.view().incidents().values())
            .noneMatch(each -> each.head().alert().name() == AlertName.BLIND);
      } finally {
        disk.back.countDown();
      }
    }
  }

  /** It never answers until it is back. */
  private static final class StoppedDisk implements Store {
    final CountDownLatch back = new CountDownLatch(1);

    @Override
    public Loaded load(Moment now) {
      return new Loaded(Past.NONE, Optional.empty());
    }

    @Override
    public Commit write(State state, Changes changes) {
      try {
        back.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Commit.Kept();
    }

    @Override
    public void close() {}
  }
}
