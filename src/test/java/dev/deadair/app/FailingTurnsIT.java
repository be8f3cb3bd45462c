package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.Maintenance;
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
import org.junit.jupiter.api.Test;

/** Turns that throw, by a fact that no edge lets in; everything else is the real thing. */
class FailingTurnsIT {

  private static final Limits LIMITS =
      Limits.of(Duration.ofHours(80), Duration.ofHours(40), Duration.ofSeconds(3));
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private Moment now =
      new Moment(Instant.parse("2023-05-05T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));

  @Test
  void threeInARowAreToldToEverybodyAndOnceTheyWorkThatEnds() throws Exception {
    try (var pagerDuty = new PagerDutyRecorder();
        var journal = new Journal(new NoDisk(), DEADLINE);
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
        turn(watch, inbox, false);
        turn(watch, inbox, true);
        turn(watch, inbox, true);
        turn(watch, inbox, false);
        turn(watch, inbox, true);
        turn(watch, inbox, true);
        assertThat(pagerDuty.attempts()).as("two in a row decide late, and that is all").isEmpty();

        turn(watch, inbox, true);
        await("the page").until(() -> !pagerDuty.incidents().isEmpty());
        for (var i = 0; i < 30; i++) {
          turn(watch, inbox, true);
        }
        assertThat(pagerDuty.events()).hasSize(1);
        assertThat(pagerDuty.incidents().getFirst().summary()).contains("fails to decide");
        assertThat(meters.tickAge()).isPositive();

        await("its end")
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> {
                  now = now.plus(Duration.ofSeconds(20));
                  turn(watch, inbox, false);
                  return pagerDuty.incidents().stream().noneMatch(each -> each.isOpen());
                });
      }
    }
  }

  private void turn(Watch watch, Inbox inbox, boolean poisoned) {
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
