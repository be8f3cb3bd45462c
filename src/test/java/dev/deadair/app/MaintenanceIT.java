package dev.deadair.app;

import static dev.deadair.app.PagedDaemon.INTERVAL;
import static dev.deadair.app.PagedDaemon.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.parts.Prometheus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Maintenance by the packaged command, for as long as a real outage lasts. */
@Execution(ExecutionMode.CONCURRENT)
class MaintenanceIT {
  private static final Path MANUAL = Path.of("src/site/markdown/operating.md").toAbsolutePath();
  private static final Pattern TRANSCRIPT =
      Pattern.compile("(?ms)^```\n(\\$ deadair maintain add.*?)^```$");
  private static final Pattern MOVING =
      Pattern.compile("\\b[0-9a-f]{8,}\\b|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
  private static final Duration SLACK = Duration.ofSeconds(4);

  @TempDir private Path directory;

  /** The commands and what they print are those of the manual. */
  @Test
  void whatIsDarkAtTheEndOfAMaintenanceIsPagedWithinAnInterval() throws Exception {
    try (var scene = new PagedDaemon(directory);
        var one = new Prometheus("2.42");
        var other = new Prometheus("2.42")) {
      scene.run(
          """
          sites.eqsin.groups.ops.instances = [
            { url = "%s", name = prometheus5001 }
            { url = "%s", name = prometheus5002 }
          ]
          receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
          """
              .formatted(one.url(), other.url(), scene.pagerDuty.url()));
      List.of(one, other).forEach(Prometheus::start);
      List.of(one, other).forEach(Prometheus::awaitSamples);
      scene.awaitState("eqsin", "producing");

      var shown = manual();
      var typed = shown.lines().filter(each -> each.startsWith("$ ")).toList();
      var said = new StringBuilder();
      var ids = new ArrayList<String>();
      for (var line : typed.subList(0, 3)) {
        said.append(line).append('\n');
        var printed = scene.deadair(line);
        said.append(printed);
        ids.add(printed.strip());
      }
      List.of(one, other).forEach(Prometheus::kill);
      scene.awaitState("eqsin", "absent");
      await("nobody is told")
          .during(Duration.ofSeconds(5))
          .atMost(PATIENCE)
          .until(() -> scene.pagerDuty.incidents().isEmpty());

      said.append(typed.getLast()).append('\n');
      said.append(scene.deadair("$ deadair maintain expire " + ids.get(1)));
      scene.awaitPage();

      assertThat(scene.pages().getFirst().triggeredAt())
          .isBefore(scene.endOf(ids.get(1)).plus(INTERVAL).plus(SLACK));
      assertThat(MOVING.matcher(shown).replaceAll("…"))
          .isEqualTo(MOVING.matcher(said).replaceAll("…"));

      List.of(one, other).forEach(Prometheus::restart);
      scene.awaitResolve();
      assertThat(scene.pages()).hasSize(1);
    }
  }

  /** What the manual shows of the commands. */
  private static String manual() throws Exception {
    var shown = TRANSCRIPT.matcher(Files.readString(MANUAL));
    assertThat(shown.find()).as("a transcript in %s", MANUAL).isTrue();
    return shown.group(1);
  }
}
