package dev.deadair.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receiver.Nature.Edge;
import dev.deadair.alert.Receiver.Nature.Level;
import dev.deadair.alert.Severity;
import dev.deadair.config.Connection.Credentials;
import dev.deadair.config.ReceiverSettings.Alertmanager;
import dev.deadair.config.ReceiverSettings.PagerDuty;
import dev.deadair.config.Settings.Result;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a configuration is in the transcripts; here is what becomes of a good one. */
class SettingsTest {
  private static final String KEY = "canaryCanaryCANARYcanaryCanary32";

  @TempDir private Path folder;

  @Test
  void withoutAConfigurationItWatchesThisMachine() {
    var settings = loaded(Settings.load(null, Map.of(), Map.of()));

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
        loaded(
            """
            deadair {
              sites.eqsin.instances = ["http://prometheus5001:9090"]
              receivers.pagerduty.routing-key = ${KEY}
            }
            """,
            Map.of("KEY", KEY));

    assertThat(sites(settings)).containsExactly("eqsin");
    assertThat(settings.receivers())
        .extracting(ReceiverSettings::name)
        .containsExactly("pagerduty");
  }

  @Test
  void aSiteThatIsCalledLikeTheDefaultOneHasNothingOfIt() {
    var settings = loaded("deadair.sites.local.groups.ops.instances = [\"http://a:9090\"]");

    assertThat(settings.connections().keySet())
        .containsExactly(new InstanceId(new GroupId(new SiteId("local"), "ops"), "a:9090"));
  }

  @Test
  void sitesAndReceiversKeepTheOrderInWhichTheyAreWritten() {
    var settings =
        loaded(
            """
            deadair {
              sites { z.instances = ["http://z"], y.instances = ["http://y"]
                a.instances = ["http://a"]
                x.instances = ["http://x"] }
              receivers { second { type = pagerduty, routing-key = ${KEY} }
                first { type = alertmanager, urls = ["http://b:9093", "http://a:9093"] } }
            }
            """,
            Map.of("KEY", KEY));

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
        loaded(
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
        loaded(
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
        loaded(
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
  void aConnectionIsInheritedKeyByKeyFromSiteAndGroup() {
    var settings =
        loaded(
            """
            deadair.sites.a {
              headers { X-Scope-OrgID = canary }, proxy-url = "http://proxy:3128", compression = gzip
              auth.basic { username = deadair, password = ${PASSWORD} }
              groups {
                x.instances = ["http://x"]
                y { compression = identity
                    instances = [{ url = "http://y", name = y, headers {}, auth.bearer = ${PASSWORD} }] }
              }
            }
            """,
            Map.of("PASSWORD", "canary"));

    var inherited = connection(settings, "x", "x:80");
    assertThat(inherited.gzip()).isTrue();
    assertThat(inherited.headers()).containsExactly(Map.entry("X-Scope-OrgID", "canary"));
    assertThat(inherited.proxy()).contains(URI.create("http://proxy:3128"));
    assertThat(inherited.credentials()).get().isInstanceOf(Credentials.Basic.class);
    var own = connection(settings, "y", "y");
    assertThat(own.gzip()).isFalse();
    assertThat(own.headers()).isEmpty();
    assertThat(own.proxy()).contains(URI.create("http://proxy:3128"));
    assertThat(own.credentials())
        .get()
        .isInstanceOfSatisfying(
            Credentials.Bearer.class,
            bearer -> assertThat(bearer.token().value()).isEqualTo("canary"));
  }

  @Test
  void receiversComeOutTwiceByTheirNatureAndByTheirConnection() throws IOException {
    Files.writeString(folder.resolve("key"), KEY + "\n");

    var settings =
        loaded(
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
              assertThat(pagerDuty.routingKey().value()).isEqualTo(KEY);
            });
  }

  @Test
  void tlsNamesFilesBesideTheConfiguration() throws IOException {
    var certificate = new HeldCertificate.Builder().build();
    Files.writeString(folder.resolve("deadair.pem"), certificate.certificatePem());
    Files.writeString(folder.resolve("deadair.key"), certificate.privateKeyPkcs8Pem());

    var settings =
        loaded(
            """
            deadair.sites.a {
              groups.x.instances = ["https://x"]
              auth.tls { ca-file = deadair.pem, cert-file = deadair.pem, key-file = deadair.key
                         server-name = prometheus.example }
            }
            """);

    var tls = connection(settings, "x", "x:443").tls().orElseThrow();
    assertThat(tls.ca()).contains(folder.resolve("deadair.pem"));
    assertThat(tls.client().orElseThrow().key()).isEqualTo(folder.resolve("deadair.key"));
    assertThat(tls.serverName()).contains("prometheus.example");
  }

  @Test
  void flagsWinOverTheFileAndTheirProblemsBearTheirNames() throws IOException {
    var file =
        write("deadair { sites.a.instances = [\"http://a\"], storage.path = /var/lib/deadair }");

    var good = loaded(Settings.load(file, Map.of("storage.path", "/tmp/data"), Map.of()));
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
        loaded(
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
            Map.of("KEY", KEY, "SECRET", "canary"));

    assertThat(settings.toString()).contains("X-Token").doesNotContainIgnoringCase("canary");
  }

  @Test
  void howAnAlertmanagerFoldsMayBeWrittenDown() {
    var settings =
        loaded(
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
        write(
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

  private static List<String> sites(Settings settings) {
    return settings.inventory().sites().stream().map(site -> site.id().name()).toList();
  }

  private static Connection connection(Settings settings, String group, String name) {
    var id = new InstanceId(new GroupId(new SiteId("a"), group), name);
    return Objects.requireNonNull(settings.connections().get(id), id.toString());
  }

  private static Limits limits(int window, int warnAfter, int clearAfter) {
    return Limits.of(
        Duration.ofMinutes(window), Duration.ofMinutes(warnAfter), Duration.ofMinutes(clearAfter));
  }

  private Settings loaded(String text) {
    return loaded(text, Map.of());
  }

  private Settings loaded(String text, Map<String, String> environment) {
    try {
      return loaded(Settings.load(write(text), Map.of(), environment));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("deadair.conf"), text);
  }

  private static Settings loaded(Result result) {
    return switch (result) {
      case Result.Loaded(var settings, _) -> settings;
      case Result.Broken(var problems, _) -> throw new AssertionError(problems.toString());
      case Result.Unreadable(var file, var why) -> throw new AssertionError(file + " " + why);
    };
  }
}
