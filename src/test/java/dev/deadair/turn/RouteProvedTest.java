package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Route;
import dev.deadair.alert.Routes;
import dev.deadair.alert.Routes.Node;
import dev.deadair.alert.Routes.Timing;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteProvedTest {
  private static final Moment NOW =
      new Moment(Instant.parse("2026-01-01T00:00:00Z"), Duration.ZERO, Duration.ZERO);
  private static final Route MEMBER = new Route("alertmanager", "http://am1:9093");

  @Test
  void theLatestTreeOfAMemberIsKnownFromThenOn() {
    var state =
        State.of(
            new Rules(
                new Inventory(Duration.ofSeconds(15), List.of()),
                new Routing("test", Optional.empty(), List.of(), Map.of())),
            Past.NONE,
            NOW);

    var turn =
        state.turn(
            List.of(
                new Fact.RouteProved(MEMBER, to("old"), NOW),
                new Fact.RouteProved(MEMBER, to("new"), NOW)),
            NOW);

    assertThat(turn.state().turn(List.of(), NOW).state().trees().of(MEMBER)).contains(to("new"));
    assertThat(turn.changes().isEmpty()).as("it is asked again, not remembered").isTrue();
  }

  private static Routes to(String receiver) {
    return new Routes(
        new Node(
            List.of(),
            false,
            Optional.of(receiver),
            Optional.of(new Routes.GroupBy.Labels(Set.of())),
            new Timing(Optional.empty(), Optional.empty(), Optional.empty()),
            List.of(),
            List.of(),
            List.of()),
        Map.of(),
        List.of());
  }
}
