package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.Prometheus;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The switch of the composition, on what the composition is made of: its own files, with other
 * addresses, started as processes of this machine. Only the container engine is played.
 */
@Tag("full")
class ComposeBreakIT {
  private static final Path FOLDER = Path.of("deploy/compose");
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path directory;

  @Test
  void everyWayToBreakItIsAPageAndEveryHealingEndsIt() throws Exception {
    try (var a = new Prometheus("3");
        var b = new Prometheus("3");
        var alertmanager = new Alertmanager("0.33");
        var engine = new PretendEngine(Map.of("prometheus-a", a, "prometheus-b", b))) {
      alertmanager.configure(shipped("alertmanager.yml"));
      alertmanager.start();
      alertmanager.awaitReady();
      try (var daemon = new DaemonProcess(directory, configuration(a, b, alertmanager))) {
        daemon.start();
        for (var each : List.of(a, b)) {
          each.flags(flags());
          each.configure(scraping(each == a ? "a" : "b", a, b, alertmanager, daemon));
        }
        engine.start("prometheus-a");
        engine.start("prometheus-b");
        becomes(daemon, "producing");

        broken(engine, "kill", "a");
        await("a warning").atMost(PATIENCE).until(() -> told(alertmanager, "InstanceDown"));
        assertThat(daemon.site("demo").getString("state")).isEqualTo("producing");
        broken(engine, "kill");
        isPaged(daemon, alertmanager);
        broken(engine, "heal");
        isOver(daemon);

        broken(engine, "freeze", "a");
        broken(engine, "loop", "b");
        isPaged(daemon, alertmanager);
        assertThat(b.log()).contains("segments are not sequential");
        broken(engine, "heal");
        isOver(daemon);
      }
    }
  }

  @Test
  void whatItDoesNotKnowItAnswersWithWhatItDoes() throws Exception {
    try (var engine = new PretendEngine(Map.of())) {
      var run = run(engine, "smash");

      assertThat(run.exitValue()).isEqualTo(2);
      assertThat(output()).contains("break loop [a|b]", "break heal [a|b]");
    }
  }

  private void broken(PretendEngine engine, String... words) throws Exception {
    assertThat(run(engine, words).exitValue()).as("%s", output()).isZero();
  }

  private Process run(PretendEngine engine, String... words) throws Exception {
    var command = new ArrayList<>(List.of(FOLDER.resolve("break").toAbsolutePath().toString()));
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    engine.takeTheNameOfDocker(builder.environment(), directory);
    var process = builder.start();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process;
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("output"));
  }

  private static void isPaged(DaemonProcess daemon, Alertmanager alertmanager) {
    becomes(daemon, "absent");
    await("a page").atMost(PATIENCE).until(() -> told(alertmanager, "PrometheusSiteAbsent"));
  }

  private static void isOver(DaemonProcess daemon) {
    becomes(daemon, "producing");
    await("its end")
        .atMost(PATIENCE)
        .until(
            () ->
                daemon.incidents().stream()
                    .map(JsonObject.class::cast)
                    .filter(each -> each.getString("alertname").equals("PrometheusSiteAbsent"))
                    .noneMatch(each -> each.getString("state").equals("firing")));
  }

  private static void becomes(DaemonProcess daemon, String state) {
    await(state).atMost(PATIENCE).until(() -> daemon.site("demo").getString("state").equals(state));
  }

  private static boolean told(Alertmanager alertmanager, String alert) {
    return alertmanager.alerts().contains(alert);
  }

  /** What the composition starts its servers with, but for where their files are. */
  private static String[] flags() throws IOException {
    return shipped("compose.yaml")
        .lines()
        .map(line -> line.strip().replaceFirst("^- ", ""))
        .filter(line -> line.matches("--storage\\.tsdb\\.\\w+-block-duration=.*"))
        .toArray(String[]::new);
  }

  private static String scraping(
      String replica, Prometheus a, Prometheus b, Alertmanager alertmanager, DaemonProcess daemon)
      throws IOException {
    var rules = Path.of("deploy/prometheus/deadair-rules.yml").toAbsolutePath().toString();
    return at(shipped("prometheus-" + replica + ".yml"), a, b, alertmanager)
        .replace("deadair:9595", URI.create(daemon.url("/")).getAuthority())
        .replace("/etc/prometheus/deadair-rules.yml", rules);
  }

  private static String configuration(Prometheus a, Prometheus b, Alertmanager alertmanager)
      throws IOException {
    return at(shipped("deadair.conf"), a, b, alertmanager)
        .replace("http://grafana:3000/api/health", alertmanager.url() + "/-/healthy");
  }

  private static String at(String text, Prometheus a, Prometheus b, Alertmanager alertmanager) {
    var addresses =
        Map.of(
            "prometheus-a:9090", a.address(),
            "prometheus-b:9090", b.address(),
            "alertmanager:9093", alertmanager.address());
    assertThat(Stream.of("alertmanager:9093", "prometheus-a:9090")).allMatch(text::contains);
    for (var each : addresses.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    return text;
  }

  private static String shipped(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }
}
