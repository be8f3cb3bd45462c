package dev.deadair.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadMansSwitchTest {

  private static final Duration INTERVAL = Duration.ofSeconds(60);

  private final ManualClock clock = new ManualClock();
  private final List<String> counted = new ArrayList<>();
  private final List<Request> asked = new ArrayList<>();
  private List<String> ailments = List.of();
  private int status = 200;

  private final DeadMansSwitch pinged =
      new DeadMansSwitch(
          URI.create("https://hc-ping.example/uuid"),
          INTERVAL,
          request -> {
            asked.add(request);
            return status == 0
                ? new Answer.Unanswered(Answer.Why.TIMEOUT, "")
                : new Answer.Answered(status, Optional.empty(), Optional.empty(), false, "");
          },
          clock,
          () -> ailments,
          counted::add);

  @Test
  void itIsPingedOnceAnInterval() {
    run(Duration.ofMinutes(5));

    assertThat(counted).hasSize(5).containsOnly("answered");
    assertThat(asked.getFirst().url()).hasPath("/uuid");
  }

  @Test
  void whileAnythingAilsUsItIsNot() {
    ailments = List.of("blind");
    run(Duration.ofMinutes(5));

    assertThat(asked).isEmpty();
    assertThat(counted).containsOnly("withheld");
  }

  @Test
  void itIsPingedAtOnceWhenWeAreWellAgain() {
    ailments = List.of("blind");
    run(Duration.ofSeconds(90));
    ailments = List.of();
    run(Duration.ofSeconds(1));

    assertThat(asked).hasSize(1);
  }

  @Test
  void aPingThatFailsIsTriedAgainBeforeTheIntervalIsOver() {
    for (var bad : new int[] {0, 500, 404}) {
      asked.clear();
      status = bad;
      run(Duration.ofSeconds(30));
      assertThat(asked).as("answers %d", bad).hasSizeBetween(2, 3);
    }

    assertThat(counted).containsOnly("failed");
  }

  private void run(Duration time) {
    for (var i = 0; i < time.toSeconds(); i++) {
      pinged.run();
      clock.advance(Duration.ofSeconds(1));
    }
  }
}
