package dev.deadair.notify;

import static dev.deadair.notify.CourierRig.KEPT;
import static dev.deadair.notify.Dues.PAGERDUTY;
import static dev.deadair.notify.Dues.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the courier logs and counts. */
class CourierAccountTest {
  private final CourierRig rig = new CourierRig();
  private final ScriptedWire wire = rig.wire;
  private final ManualClock clock = rig.clock;
  private final LogLines log = rig.log;

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aKindOfFailureIsLoggedWhenItBeginsAndWhenItIsOver() throws Exception {
    try (var courier = rig.pagerDuty()) {
      for (var attempt = 0; attempt < 3; attempt++) {
        courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
        wire.next();
        wire.answer(503);
        rig.report();
        clock.advance(Duration.ofMinutes(2));
      }
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      wire.next();
      wire.answer(202);
      rig.report();
    }

    assertThat(log.all()).hasSize(3);
    assertThat(log.all().get(0)).startsWith("WARN not delivered").contains("503");
    assertThat(log.all().get(1)).startsWith("INFO delivered again").contains("attempts=\"3\"");
    assertThat(log.all().get(2)).startsWith("INFO accepted");
  }

  @Test
  void aRefusalIsNotOverBecauseItsMinimalFormWasAccepted() throws Exception {
    try (var courier = rig.pagerDuty()) {
      for (var round = 0; round < 3; round++) {
        courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
        wire.next();
        wire.answer(400);
        wire.next();
        wire.answer(202);
        rig.report();
        rig.report();
        clock.advance(Duration.ofMinutes(1));
      }
    }

    assertThat(log.all()).filteredOn(line -> line.contains("400")).hasSize(1);
  }

  @Test
  void everySeriesIsThereFromTheStartAndEveryAttemptIsCounted() throws Exception {
    try (var courier = rig.pagerDuty()) {
      courier.send(List.of(trigger(PAGERDUTY, "eqsin")), KEPT);
      wire.next();
      wire.answer(400);
      wire.next();
      wire.answer(202);
      rig.report();
      rig.report();
      var counts = new HashMap<PageCounts.Series, Long>();
      courier.counts().forEach(counts::put);

      assertThat(counts)
          .hasSize(15)
          .containsEntry(new PageCounts.Series("pagerduty", "first", "accepted"), 1L)
          .containsEntry(new PageCounts.Series("pagerduty", "first", "rejected"), 1L)
          .containsEntry(new PageCounts.Series("pagerduty", "resolved", "failed"), 0L);
    }
  }
}
