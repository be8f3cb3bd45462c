package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Due;
import dev.deadair.liveness.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A run before may have told of it while the disk was full: PagerDuty alone still holds it. */
class LeftoversTest {

  /** Two windows, and the lease of an Alertmanager. */
  private static final Duration PATIENCE = Duration.ofMinutes(35);

  private final World world = new World(Limits.DEFAULT, "ulsfo/ops/a");

  @Test
  void isClosedOnceThisRunWouldHaveToldOfItItself() {
    world.run(PATIENCE);
    assertThat(left()).isEmpty();

    world.run(Duration.ofMinutes(10));

    assertThat(left())
        .allMatch(Due::resolves)
        .extracting(due -> due.incident().alert().toString())
        .contains(
            "DeadairBlind{/test}{cause=suspended, watcher=test}",
            "DeadairBlind{/test}{cause=controls-gone, watcher=test}",
            "DeadairBlind{ulsfo}{cause=unauthorized, watcher=test}",
            "PrometheusAlertPathBroken{ulsfo/ops}",
            "PrometheusLastReplicaWillNotRestart{ulsfo/ops/a}",
            "DeadairDrill{/test}{receiver=pagerduty}");
    assertThat(left()).extracting(due -> due.route().member()).containsOnly("events");
    assertThat(names()).as("each once").doesNotHaveDuplicates();
  }

  @Test
  void isClosedAFewAtATime() {
    world.run(PATIENCE.plusMinutes(10));

    assertThat(world.turns)
        .allMatch(turn -> of(turn).map(due -> due.incident().id()).distinct().count() <= 10);
  }

  @Test
  void isClosedByNoRunThatEndsBefore() {
    for (var i = 0; i < 3; i++) {
      world.run(PATIENCE.dividedBy(2));
      world.restart(Duration.ofSeconds(20));
    }

    assertThat(left()).isEmpty();
  }

  /** What goes on this run tells of, too, under the same key; what is hidden may go on. */
  @Test
  void isNotClosedWhileWeCannotSeeWhetherItGoesOn() {
    world.blind(true);
    world.run(PATIENCE.plusMinutes(10));

    assertThat(names())
        .contains("DeadairBlind{/test}{cause=suspended, watcher=test}")
        .noneMatch(name -> name.contains("ulsfo"));
    assertThat(world.pages("DeadairBlind")).isNotEmpty().noneMatch(Due::resolves);
  }

  private List<String> names() {
    return left().stream().map(due -> due.incident().alert().toString()).toList();
  }

  private List<Due> left() {
    return world.turns.stream().flatMap(LeftoversTest::of).toList();
  }

  private static Stream<Due> of(Turn turn) {
    var names =
        Set.of(
            AlertName.BLIND,
            AlertName.ALERT_PATH_BROKEN,
            AlertName.LAST_REPLICA_WILL_NOT_RESTART,
            AlertName.DRILL);
    return turn.due().stream()
        .filter(each -> each.incident().assumed())
        .filter(each -> !"turns-failing".equals(each.incident().alert().more().get("cause")))
        .filter(each -> names.contains(each.incident().alert().name()));
  }
}
