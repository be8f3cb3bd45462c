package dev.deadair.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.Routes;
import dev.deadair.demo.AlertRecorder;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.Parts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where alerts end up and under which key: we say the same as Alertmanager does. */
class RoutesAgreeIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String FAST = "\n  group_wait: 0s\n  group_interval: 5m\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"0.25", "0.33"})
  void alertsArriveWhereWeSayAndUnderTheKeyWeSay(String version) {
    keysAgree(version);
  }

  @Tag("full")
  @Test
  void soTheyDoInTheVersionBetween() {
    keysAgree("0.28");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.25", "0.33"})
  void amtoolNamesTheSameReceivers(String version) throws Exception {
    assertThat(TreeFile.of(version)).hasSizeGreaterThanOrEqualTo(30);
    for (var tree : TreeFile.of(version)) {
      var configuration = TreeFile.configuration(tree, "webhook_configs: [{url: 'http://x/'}]");
      var file = Files.writeString(folder.resolve("alertmanager.yml"), configuration);
      var routes = TreeFile.routes(configuration);
      for (var alert : TreeFile.ALERTS) {
        var ours =
            routes.destinations(alert).stream()
                .map(each -> each.contact().name())
                .collect(Collectors.joining(","));

        assertThat(ours).as("%s in %s", alert, tree).isEqualTo(amtool(version, file, alert));
      }
    }
  }

  private static void keysAgree(String version) {
    assertThat(TreeFile.of(version)).hasSizeGreaterThanOrEqualTo(30);
    for (var tree : TreeFile.of(version)) {
      try (var recorder = new AlertRecorder();
          var pagerDuty = new PagerDutyRecorder();
          var alertmanager = new Alertmanager(version)) {
        var configuration =
            TreeFile.configuration(
                tree.replaceFirst("(?m)^( *)receiver: fallback$", "$1receiver: fallback" + FAST)
                    .replaceFirst("\\{receiver: fallback", "{group_wait: 0s, receiver: fallback"),
                """
                webhook_configs: [{url: '%s'}]
                pagerduty_configs: [{url: '%s', routing_key: 0123456789abcdef0123456789abcdef}]
                """
                    .formatted(recorder.url(), pagerDuty.url()));
        alertmanager.configure(configuration);
        alertmanager.start();
        alertmanager.awaitReady();
        var expected = keys(TreeFile.routes(configuration));

        assertThat(alertmanager.post(posted())).isEqualTo(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(keys(recorder)).isEqualTo(expected));
        await()
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(dedupKeys(pagerDuty))
                        .isEqualTo(dedupKeys(TreeFile.routes(configuration))));
        if (!tree.contains(" unseen: ")) {
          assertThat(keys(status(alertmanager.status()))).as("status").isEqualTo(expected);
        }
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(version + " disagrees about " + tree, e);
      }
    }
  }

  private static Routes status(String json) {
    return switch (RoutesReader.status(json)) {
      case RoutesReader.Result.Read(var routes) -> routes;
      case RoutesReader.Result.NotRead(var line, var why) ->
          throw new AssertionError(line + ": " + why + "\n" + json);
    };
  }

  private static Set<String> keys(Routes routes) {
    return TreeFile.ALERTS.stream()
        .flatMap(alert -> routes.destinations(alert).stream())
        .map(each -> each.contact().name() + " " + each.key().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> keys(AlertRecorder recorder) {
    return recorder.notifications().stream()
        .map(each -> each.receiver() + " " + each.groupKey())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> dedupKeys(Routes routes) {
    return TreeFile.ALERTS.stream()
        .flatMap(alert -> routes.destinations(alert).stream())
        .map(each -> each.pagerDutyKey().orElseThrow().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> dedupKeys(PagerDutyRecorder recorder) {
    return recorder.events().stream()
        .map(each -> each.dedupKey())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String posted() {
    var onset = Instant.now().minusSeconds(60);
    var alerts = new JsonArray();
    for (var labels : TreeFile.ALERTS) {
      alerts.add(
          new JsonObject()
              .put("labels", new JsonObject(Map.copyOf(labels)))
              .put("startsAt", onset.toString())
              .put("endsAt", onset.plusSeconds(3600).toString()));
    }
    return alerts.encode();
  }

  private static String amtool(String version, Path file, Map<String, String> alert)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Parts.program("alertmanager-" + version, "amtool").toString());
    command.addAll(List.of("config", "routes", "test", "--config.file=" + file));
    alert.forEach((name, value) -> command.add(name + "=" + quoted(value)));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    process.waitFor();
    return out.lines().reduce("", (_, last) -> last);
  }

  /** It takes matchers for labels, and so their quotes. */
  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
