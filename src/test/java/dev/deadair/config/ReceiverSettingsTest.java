package dev.deadair.config;

import static dev.deadair.config.Written.ROUTING_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receiver.Nature.Edge;
import dev.deadair.alert.Receiver.Nature.Level;
import dev.deadair.alert.Severity;
import dev.deadair.config.ReceiverSettings.Alertmanager;
import dev.deadair.config.ReceiverSettings.PagerDuty;
import dev.deadair.config.Settings.Result;
import dev.deadair.liveness.SiteId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of receivers that are configured. */
class ReceiverSettingsTest {
  @TempDir private Path folder;

  @Test
  void receiversComeOutTwiceByTheirNatureAndByTheirConnection() throws IOException {
    Files.writeString(folder.resolve("key"), ROUTING_KEY + "\n");

    var settings =
        new Written(folder)
            .loaded(
                """
                deadair {
                  sites.a { instances = ["http://a"], receivers = [alertmanager] }
                  receivers {
                    alertmanager { urls = ["http://am:9093/"], labels { team = sre }, min-severity = critical }
                    pagerduty { routing-key-file = key, repeat-interval = 1h }
                  }
                  web.external-url = "https://deadair.example/board/"
                }
                """);

    var routing = settings.routing();
    assertThat(routing.receivers())
        .containsExactly(
            new Receiver(
                "alertmanager",
                Level.DEFAULT,
                Severity.CRITICAL,
                List.of("http://am:9093"),
                Map.of("team", "sre")),
            new Receiver(
                "pagerduty",
                new Edge(Duration.ofHours(1)),
                Severity.CRITICAL,
                List.of("pagerduty"),
                Map.of()));
    assertThat(routing.ofSite())
        .containsExactly(Map.entry(new SiteId("a"), Set.of("alertmanager")));
    assertThat(routing.externalUrl()).contains(URI.create("https://deadair.example/board"));
    assertThat(settings.receivers().getFirst())
        .isEqualTo(
            new Alertmanager(
                "alertmanager", List.of(URI.create("http://am:9093")), Connection.PLAIN));
    assertThat(settings.receivers().getLast())
        .isInstanceOfSatisfying(
            PagerDuty.class,
            pagerDuty -> {
              assertThat(pagerDuty.url())
                  .isEqualTo(URI.create("https://events.pagerduty.com/v2/enqueue"));
              assertThat(pagerDuty.routingKey().value()).isEqualTo(ROUTING_KEY);
            });
  }

  @Test
  void howAnAlertmanagerFoldsMayBeWrittenDown() {
    var settings =
        new Written(folder)
            .loaded(
                """
                deadair.receivers {
                  a { type = alertmanager, urls = ["http://a:9093"]
                      group-key { route = "{}/{severity=\\"critical\\"}", by = [alertname, site] } }
                  b { type = alertmanager, urls = ["http://b:9093"], group-key.route = "{}" }
                }
                """);

    assertThat(settings.routing().receivers())
        .extracting(Receiver::folding)
        .containsExactlyInAnyOrder(
            Optional.of(
                new Receiver.Folding("{}/{severity=\"critical\"}", Set.of("alertname", "site"))),
            Optional.of(new Receiver.Folding("{}", Set.of())));
  }

  @Test
  void whatIsNoPathOfRoutesIsNotTakenForOne() throws IOException {
    var file =
        new Written(folder)
            .file(
                "deadair.receivers.alertmanager { urls = [\"http://a:9093\"], group-key.route ="
                    + " critical }");

    assertThat(Settings.load(file, Map.of(), Map.of()))
        .isInstanceOfSatisfying(
            Result.Broken.class,
            broken ->
                assertThat(broken.problems())
                    .extracting(Problem::text)
                    .singleElement()
                    .asString()
                    .contains("is no path of routes"));
  }
}
