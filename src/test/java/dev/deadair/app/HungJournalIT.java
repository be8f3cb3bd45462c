package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.Receiver;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.SiteId;
import dev.deadair.notify.Access;
import dev.deadair.notify.Courier;
import dev.deadair.notify.Destination;
import dev.deadair.store.Journal;
import dev.deadair.store.Loaded;
import dev.deadair.store.Store;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Past;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import dev.deadair.web.Board;
import dev.deadair.web.Meters;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A disk that has stopped, simulated at the port; everything above it is the real thing. */
class HungJournalIT {

  private static final InstanceId INSTANCE =
      new InstanceId(new GroupId(new SiteId("ulsfo"), "ops"), "prometheus4001");
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
      var rules = rules();
      try (var courier = courier(rules, pagerDuty, inbox)) {
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
          inbox.put(new Fact.Looked(refused()));
          var began = System.nanoTime();
          watch.tick(now);
          slow += Duration.ofNanos(System.nanoTime() - began).compareTo(DEADLINE) >= 0 ? 1 : 0;
        }

        await("the page").until(() -> !pagerDuty.incidents().isEmpty());
        assertThat(slow).isEqualTo(1);
        assertThat(board.view().storeProblem()).isPresent();
      } finally {
        disk.back.countDown();
      }
    }
  }

  private Observation refused() {
    return new Observation.Refused(
        INSTANCE, now, new Failure(Failure.Kind.REFUSED, "/metrics", ""));
  }

  private static Rules rules() {
    var limits = Limits.of(Duration.ofSeconds(8), Duration.ofSeconds(4), Duration.ofSeconds(3));
    var instance = new ExpectedInstance(INSTANCE, URI.create("http://localhost:9090"));
    var group = new ExpectedGroup(INSTANCE.group(), limits, List.of(instance));
    var site =
        new ExpectedSite(
            INSTANCE.site(), limits, List.of(group), Optional.empty(), Optional.empty());
    var pagerDuty =
        new Receiver(
            "pagerduty",
            Receiver.Nature.Edge.DEFAULT,
            Severity.CRITICAL,
            List.of("pagerduty"),
            Map.of());
    return new Rules(
        new Inventory(Duration.ofSeconds(1), List.of(site)),
        new Routing("test", Optional.empty(), List.of(pagerDuty), Map.of()));
  }

  private Courier courier(Rules rules, PagerDutyRecorder pagerDuty, Inbox inbox) {
    var destination =
        new Destination.PagerDuty(
            rules.routing().receivers().getFirst(),
            URI.create(pagerDuty.url()),
            () -> "0123456789abcdef0123456789abcdef",
            Access.OPEN);
    return Courier.start(
        List.of(destination),
        () -> now,
        () -> 0.5,
        report -> inbox.put(new Fact.Delivered(report)));
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
