package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.ALERTMANAGER;
import static dev.deadair.alert.Deliverer.DARK;
import static dev.deadair.alert.Deliverer.MINUTE;
import static dev.deadair.alert.Deliverer.NOTHING;
import static dev.deadair.alert.Deliverer.PAGERDUTY;
import static dev.deadair.alert.Deliverer.TAKEN;
import static dev.deadair.alert.Deliverer.absent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Symptom.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Several incidents under one key, as where an Alertmanager groups by the alert's name alone. */
class SharedKeyTest {

  private static final Alert OTHER = absent("ulsfo");
  private static final Receiver GROUPING =
      ALERTMANAGER.withFolding(Optional.of(new Receiver.Folding("{}", Set.of("alertname"))));

  @Test
  void anEndThatHasNotLeftIsLeftToWhatIsToldUnderTheSameKey() {
    var world = closing(GROUPING, PAGERDUTY);
    world.is(OTHER, Standing.REACHED);
    world.run(MINUTE.multipliedBy(2));

    assertThat(world.to("events")).extracting(Due::reason).doesNotContain(Reason.RESOLVED);

    world.is(OTHER, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));
    assertThat(world.to("events")).filteredOn(Due::resolves).hasSize(1);
  }

  @Test
  void anEndThatMayBeOnItsWayIsMadeUpForOnceItCanHaveArrived() {
    var world = closing(GROUPING, PAGERDUTY);
    world.answer("events", NOTHING);
    world.run(Duration.ofSeconds(2));
    assertThat(world.to("events")).last().matches(Due::resolves);

    world.answer("events", TAKEN);
    world.sent.clear();
    world.is(OTHER, Standing.REACHED);
    world.run(Ladder.REQUEST_LIFETIME);
    assertThat(world.to("events")).extracting(Due::reason).containsExactly(Reason.FIRST);
    world.run(Duration.ofSeconds(5));

    assertThat(world.to("events")).extracting(Due::reason).contains(Reason.REPEAT);
    world.sent.clear();
    world.run(MINUTE.multipliedBy(10));
    assertThat(world.to("events")).isEmpty();
  }

  @Test
  void aWebhookThatFoldsNothingIsToldOfEachEnd() {
    var world = Deliverer.dark(GROUPING, Receivers.hook(Severity.CRITICAL));
    world.is(OTHER, Standing.REACHED);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(9));

    assertThat(world.to("hook"))
        .filteredOn(Due::resolves)
        .extracting(each -> each.incident().alert())
        .containsExactly(DARK);
  }

  /** A site whose page PagerDuty took, and of whose end it is to be told with the next turn. */
  private static Deliverer closing(Receiver... receivers) {
    var world = Deliverer.dark(receivers);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    while (world.only().isUnderWay()) {
      world.run(Duration.ofSeconds(1));
      if (world.only().stage() instanceof Stage.Closing(_, var quiet)
          && quiet
              .filter(at -> world.now.since(at).compareTo(Duration.ofSeconds(59)) >= 0)
              .isPresent()) {
        break;
      }
    }
    return world;
  }
}
