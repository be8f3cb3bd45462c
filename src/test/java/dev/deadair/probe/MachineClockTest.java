package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineClockTest {

  @TempDir private Path directory;

  @Test
  void theWallClockIsTheMachines() {
    assertThat(new MachineClock().get().wall())
        .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(5));
  }

  @Test
  void theMonotonicClockGoesOn() {
    var clock = new MachineClock();

    var first = clock.get();
    var second = clock.get();

    assertThat(second.since(first)).isPositive();
    assertThat(second.boot()).isGreaterThanOrEqualTo(first.boot());
  }

  @Test
  void theBootClockIsTheUptimeAsItIsNow() throws IOException {
    var uptime = directory.resolve("uptime");
    Files.writeString(uptime, "350735.47 234388.90\n");
    var clock = new MachineClock(uptime);

    assertThat(clock.get().boot()).isEqualTo(Duration.ofMillis(350_735_470));
    Files.writeString(uptime, "350799.08 234388.90\n");
    assertThat(clock.get().boot()).isEqualTo(Duration.ofMillis(350_799_080));
  }

  @Test
  void withoutAnUptimeTheMonotonicClockStandsIn() {
    var moment = new MachineClock(directory.resolve("none")).get();

    assertThat(moment.boot()).isEqualTo(moment.mono());
  }
}
