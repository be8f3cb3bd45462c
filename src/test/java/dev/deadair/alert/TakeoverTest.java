package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.ALERTMANAGER;
import static dev.deadair.alert.Deliverer.DARK;
import static dev.deadair.alert.Deliverer.FALLBACK;
import static dev.deadair.alert.Deliverer.MINUTE;
import static dev.deadair.alert.Deliverer.NOTHING;
import static dev.deadair.alert.Deliverer.TAKEN;
import static dev.deadair.alert.Deliverer.dark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Symptom.Standing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the key that a receipt named, where PagerDuty could not yet be told the end. */
class TakeoverTest {

  private static final String GROUP = "{}/{team=\"sre\"}:{}";

  /** An Alertmanager has opened it, and PagerDuty does not take its end. */
  private static Deliverer unclosed() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    world.receipt(GROUP, DARK);
    world.answer("events", NOTHING);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(8));
    assertThat(world.to("events")).isNotEmpty().allMatch(TakeoverTest::closes);
    world.sent.clear();
    return world;
  }

  private static boolean closes(Due due) {
    return due.resolves() && due.key().value().equals(DedupKey.sha256(GROUP));
  }

  @Test
  void afterARestartItIsClosedUnderTheKeyThatAReceiptNamed() {
    var world = unclosed();
    world.restart(MINUTE);
    world.answer("events", TAKEN);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(20));

    assertThat(world.to("events")).anyMatch(TakeoverTest::closes);
  }

  /** What closes what nobody remembers is in no journal itself, before its end and after it. */
  @ParameterizedTest
  @ValueSource(ints = {30, 90})
  void norIsThatKeyForgottenWithASecondRestart(int seconds) {
    var world = unclosed();
    world.restart(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(seconds));
    world.restart(MINUTE);
    world.sent.clear();
    world.answer("events", TAKEN);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(20));

    assertThat(world.to("events")).anyMatch(TakeoverTest::closes);
    assertThat(world.incidents.byId()).isEmpty();
  }

  @Test
  void withTheNextIncidentItIsClosedUnderTheKeyThatAReceiptNamed() {
    var world = unclosed();
    world.is(DARK, Standing.REACHED);
    world.run(MINUTE);
    world.answer("events", TAKEN);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(20));

    assertThat(world.to("events")).anyMatch(TakeoverTest::closes);
  }

  @Test
  void theNextIncidentIsToldUnderTheKeyThatItsOwnReceiptNames() {
    var world = unclosed();
    world.answer("events", TAKEN);
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(2));
    world.receipt(GROUP, DARK);
    List.of("am1", "am2").forEach(each -> world.counts(each, 7, 0));
    world.run(Duration.ofSeconds(1));
    List.of("am1", "am2").forEach(each -> world.counts(each, 8, 1));
    world.sent.clear();
    world.run(MINUTE.multipliedBy(2));

    assertThat(world.to("events"))
        .isNotEmpty()
        .allMatch(each -> each.key().value().equals(DedupKey.sha256(GROUP)));
  }
}
