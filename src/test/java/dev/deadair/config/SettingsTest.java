package dev.deadair.config;

import static dev.deadair.config.Written.ROUTING_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receiver.Nature.Level;
import dev.deadair.alert.Severity;
import dev.deadair.config.Settings.Result;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a configuration is in the transcripts; here is what becomes of a good one. */
class SettingsTest {
  @TempDir private Path folder;

  @Test
  void withoutAConfigurationItWatchesThisMachine() {
    var settings = Written.loaded(Settings.load(null, Map.of(), Map.of()));

    var id = new InstanceId(new GroupId(new SiteId("local"), "default"), "localhost:9090");
    assertThat(settings.inventory().interval()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.inventory().sites())
        .extracting(ExpectedSite::id, ExpectedSite::limits)
        .containsExactly(tuple(new SiteId("local"), Limits.DEFAULT));
    assertThat(settings.connections()).containsExactly(Map.entry(id, Connection.PLAIN));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.routing().watcher()).isNotBlank();
    assertThat(settings.routing().receivers())
        .containsExactly(
            new Receiver(
                "alertmanager",
                Level.DEFAULT,
                Severity.WARNING,
                List.of("http://localhost:9093"),
                Map.of()));
    assertThat(settings.storage()).isEqualTo(Path.of("./data"));
    assertThat(settings.web().listenAddress())
        .isEqualTo(InetSocketAddress.createUnresolved("127.0.0.1", 9595));
    assertThat(settings.web().externalUrl()).isEmpty();
  }

  @Test
  void sitesAndReceiversThatAreConfiguredReplaceTheDefaults() {
    var settings =
        new Written(folder)
            .loaded(
                """
                deadair {
                  sites.eqsin.instances = ["http://prometheus5001:9090"]
                  receivers.pagerduty.routing-key = ${KEY}
                }
                """,
                Map.of("KEY", ROUTING_KEY));

    assertThat(sites(settings)).containsExactly("eqsin");
    assertThat(settings.receivers())
        .extracting(ReceiverSettings::name)
        .containsExactly("pagerduty");
  }

  @Test
  void aSiteThatIsCalledLikeTheDefaultOneHasNothingOfIt() {
    var settings =
        new Written(folder)
            .loaded("deadair.sites.local.groups.ops.instances = [\"http://a:9090\"]");

    assertThat(settings.connections().keySet())
        .containsExactly(new InstanceId(new GroupId(new SiteId("local"), "ops"), "a:9090"));
  }

  @Test
  void sitesAndReceiversKeepTheOrderInWhichTheyAreWritten() {
    var settings =
        new Written(folder)
            .loaded(
                """
                deadair {
                  sites { z.instances = ["http://z"], y.instances = ["http://y"]
                    a.instances = ["http://a"]
                    x.instances = ["http://x"] }
                  receivers { second { type = pagerduty, routing-key = ${KEY} }
                    first { type = alertmanager, urls = ["http://b:9093", "http://a:9093"] } }
                }
                """,
                Map.of("KEY", ROUTING_KEY));

    assertThat(sites(settings)).containsExactly("y", "z", "a", "x");
    assertThat(settings.routing().receivers())
        .extracting(Receiver::name)
        .containsExactly("second", "first");
    assertThat(settings.routing().receivers().getLast().members())
        .containsExactly("http://b:9093", "http://a:9093");
  }

  @Test
  void limitsAreThoseOfTheNearestLevelThatWritesThem() {
    var settings =
        new Written(folder)
            .loaded(
                """
                deadair {
                  window = 20m, warn-after = 2m
                  sites.a {
                    window = 8m
                    groups { x.instances = ["http://x"], y { instances = ["http://y"], clear-after = 1m } }
                  }
                }
                """);

    var site = settings.inventory().sites().getFirst();
    assertThat(site.limits()).isEqualTo(limits(8, 2, 5));
    assertThat(site.groups())
        .extracting(ExpectedGroup::limits)
        .containsExactlyInAnyOrder(limits(8, 2, 5), limits(8, 2, 1));
  }

  @Test
  void whatIsExpectedOfSitesAndGroupsIsAsItIsWritten() {
    var sites =
        new Written(folder)
            .loaded(
                """
                deadair {
                  replica-labels = [host]
                  sites {
                    a { instances = ["http://a:9090", "http://b:9090"], expect = 1 }
                    b {
                      expected-from = 2026-12-01
                      replica-labels = off
                      groups {
                        ops.instances = ["http://c:9090", "http://d:9090"]
                        k8s { instances = ["http://e:9090"], replica-labels = [a, b] }
                      }
                    }
                  }
                }
                """)
            .inventory()
            .sites();

    assertThat(sites)
        .extracting(each -> each.from().map(Object::toString).orElse(""))
        .containsExactly("", "2026-12-01T00:00:00Z");
    assertThat(sites.stream().flatMap(each -> each.groups().stream()))
        .extracting(ExpectedGroup::replicas, ExpectedGroup::replicaLabels)
        .containsExactly(tuple(1, Set.of("host")), tuple(2, Set.of()), tuple(1, Set.of("a", "b")));
  }

  @Test
  void defaultsGiveWayToShorterDurationsThatAreWritten() {
    var settings =
        new Written(folder)
            .loaded(
                """
                deadair {
                  poll.interval = 5s
                  sites.a { instances = ["http://a"], window = 1m }
                }
                """);

    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.inventory().sites().getFirst().limits()).isEqualTo(limits(1, 1, 5));
  }

  @Test
  void flagsWinOverTheFileAndTheirProblemsBearTheirNames() throws IOException {
    var file =
        new Written(folder)
            .file(
                "deadair { sites.a.instances = [\"http://a\"], storage.path = /var/lib/deadair }");

    var good = Written.loaded(Settings.load(file, Map.of("storage.path", "/tmp/data"), Map.of()));
    var bad = Settings.load(file, Map.of("web.listen-address", "9595"), Map.of());

    assertThat(good.storage()).isEqualTo(Path.of("/tmp/data"));
    assertThat(bad)
        .isInstanceOfSatisfying(
            Result.Broken.class,
            broken ->
                assertThat(broken.problems())
                    .extracting(Problem::place)
                    .containsExactly("--web.listen-address"));
  }

  @Test
  void settingsShowNoSecret() {
    var settings =
        new Written(folder)
            .loaded(
                """
                deadair {
                  sites.a {
                    instances = ["http://a"], headers { X-Token = ${SECRET} }
                    auth.basic { username = deadair, password = ${SECRET} }
                  }
                  receivers {
                    pagerduty.routing-key = ${KEY}
                    alertmanager { urls = ["http://am:9093"], auth.bearer = ${SECRET} }
                  }
                }
                """,
                Map.of("KEY", ROUTING_KEY, "SECRET", "canary"));

    assertThat(settings.toString()).contains("X-Token").doesNotContainIgnoringCase("canary");
  }

  private static List<String> sites(Settings settings) {
    return settings.inventory().sites().stream().map(site -> site.id().name()).toList();
  }

  private static Limits limits(int window, int warnAfter, int clearAfter) {
    return Limits.of(
        Duration.ofMinutes(window), Duration.ofMinutes(warnAfter), Duration.ofMinutes(clearAfter));
  }
}
