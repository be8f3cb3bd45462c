package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Due;
import dev.deadair.liveness.Limits;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nobody is told that it is over by what was seen before something happened to us. */
class EndTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String SERVER = "dc/ops/a";

  @Test
  void dataFromBeforeASuspendEndsNothingAfterIt() {
    var world =
        new World(Limits.of(MINUTE.multipliedBy(2), MINUTE, MINUTE), MINUTE, 20, 100, SERVER);
    world.run(MINUTE.multipliedBy(5));
    world.become(SERVER, Condition.KILLED);
    world.run(MINUTE.multipliedBy(5));
    assertThat(world.sent).isNotEmpty().noneMatch(Due::resolves);
    world.become(SERVER, Condition.RUNNING);
    for (var i = 0;
        i < 300 && !world.site("dc").judgement().state().word().equals("producing");
        i++) {
      world.second();
    }
    world.run(Duration.ofSeconds(40));

    world.become(SERVER, Condition.KILLED);
    world.suspend(MINUTE.multipliedBy(10));
    world.run(MINUTE.multipliedBy(5));

    assertThat(world.sent).noneMatch(Due::resolves);
  }
}
