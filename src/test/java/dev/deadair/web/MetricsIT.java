package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.parts.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsIT {
  @TempDir private Path folder;

  @Test
  void promtoolFindsNothingWrongWithOurMetrics() throws Exception {
    try (var served = Served.showing(ApiTest.made())) {
      served.meters.requested("/metrics", Duration.ofMillis(30));
      served.meters.looked("answered");
      served.meters.paged("pagerduty", "first", "accepted");

      assertThat(checked(served.get("/metrics").body())).isEmpty();
    }
  }

  /** What {@code promtool check metrics} has to say; it ends with 3 when it finds something. */
  private String checked(String exposition) throws IOException, InterruptedException {
    var input = Files.writeString(folder.resolve("metrics"), exposition);
    var output = folder.resolve("output");
    var promtool = Parts.program("prometheus-2.42", "promtool").toString();
    var process =
        new ProcessBuilder(promtool, "check", "metrics")
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return Files.readString(output);
  }
}
