package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.ALERTMANAGER;
import static dev.deadair.alert.Deliverer.DARK;
import static dev.deadair.alert.Deliverer.NOTHING;
import static dev.deadair.alert.Deliverer.PAGERDUTY;
import static dev.deadair.alert.Deliverer.REFUSED;
import static dev.deadair.alert.Deliverer.dark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Watcher;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What receivers ought to know and do not. */
class UndeliveredTest {

  @Test
  void aReceiverThatTakesNothingIsAnAlertOfItsOwn() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.answer("am1", NOTHING);
    world.answer("am2", NOTHING);
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(179));
    assertThat(world.warnings()).extracting(Symptom::standing).containsOnly(Standing.UNDERWAY);

    world.run(Duration.ofSeconds(3));

    assertThat(world.warnings())
        .containsExactly(
            new Symptom(
                new Alert(
                    AlertName.UNDELIVERED, new Watcher("eqsin-a"), "receiver", "alertmanager"),
                Standing.REACHED,
                Optional.of(world.only().openedAt().wall()),
                Optional.empty(),
                Limits.DEFAULT));
    assertThat(world.undelivered().unheard()).isEmpty();
  }

  @Test
  void aReceiverThatRefusesIsOneAtOnce() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.answer("events", REFUSED);
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(3));

    assertThat(world.warnings()).extracting(Symptom::standing).containsOnly(Standing.REACHED);
  }

  @Test
  void aCriticalThatNoPagerTookIsUnheard() {
    var world = dark(ALERTMANAGER);
    world.run(Duration.ofSeconds(3));

    assertThat(world.undelivered().unheard()).hasSize(1);
    world.receipt("{}:{}", DARK);
    assertThat(world.undelivered().unheard()).isEmpty();
  }
}
