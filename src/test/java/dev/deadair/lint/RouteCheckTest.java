package dev.deadair.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Raisable;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receiver.Nature;
import dev.deadair.alert.Route;
import dev.deadair.alert.RouteCheck;
import dev.deadair.alert.RouteFault;
import dev.deadair.alert.RouteFault.Kind;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.alert.Trees;
import dev.deadair.alert.Waivers;
import dev.deadair.alert.Waivers.Waiver;
import dev.deadair.config.Settings;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCheckTest {
  private static final Moment NOW =
      new Moment(Instant.parse("2026-01-01T00:00:00Z"), Duration.ZERO, Duration.ZERO);
  private static final SiteId DC1 = new SiteId("dc1");
  private static final String GOOD =
      """
      route:
        receiver: mail
        routes:
          - matchers: ['severity="critical"']
            receiver: pager
            group_by: [alertname, site, group, instance, watcher]
      receivers:
        - name: mail
          email_configs: [{to: ops@example.org}]
        - name: chat
          slack_configs: [{channel: ops}]
        - name: nothing
        - name: pager
          pagerduty_configs: [{routing_key: x, send_resolved: false}]
      """;

  @TempDir private Path folder;
  private Inventory inventory;

  @BeforeEach
  void read() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("deadair.conf"),
            """
            deadair.sites {
              dc1.groups { ops.instances = ["http://a:9090"], k8s.instances = ["http://b:9090"] }
              dc2.instances = ["http://c:9090"]
            }
            """);
    var loaded = (Settings.Result.Loaded) Settings.load(file, Map.of(), Map.of());
    inventory = loaded.settings().inventory();
  }

  @Test
  void nothingIsWrongWithARouteThatPages() {
    assertThat(faults(GOOD)).isEmpty();
  }

  @Test
  void aCriticalAlertThatGoesToNoPagerPagesNobody() {
    var fault =
        only(faults(GOOD.replace("severity=\"critical\"", "severity=\"page\"")), Kind.UNPAGED, DC1);

    assertThat(fault.grave()).isTrue();
    assertThat(fault.alerts()).contains("PrometheusSiteAbsent", "PrometheusGroupAbsent");
    assertThat(fault.words()).isEqualTo("pages nobody: it goes to mail (email)");
  }

  /** The outage after which this check is written: its sites were not in the list that pages. */
  @Test
  void aSiteThatIsForgottenInTheListIsFound() {
    var faults =
        faults(GOOD.replace("severity=\"critical\"", "severity=\"critical\", site!~\"dc2|\""));

    assertThat(faults)
        .filteredOn(each -> each.kind() == Kind.UNPAGED && each.grave())
        .extracting(each -> each.site().map(SiteId::name).orElse("-"))
        .containsExactlyInAnyOrder("dc2", "-");
  }

  @Test
  void aWaiverHoldsUntilItsDay() {
    var nobody = GOOD.replace("receiver: pager", "receiver: mail");

    var waived = faults(nobody, waiver("2026-01-02T00:00:00Z"));
    var over = faults(nobody, waiver("2026-01-01T00:00:00Z"));

    assertThat(only(waived, Kind.UNPAGED, DC1).grave()).isFalse();
    assertThat(only(waived, Kind.UNPAGED, DC1).words())
        .endsWith("waived until 2026-01-02T00:00:00Z: moving");
    assertThat(only(over, Kind.UNPAGED, DC1).grave()).isTrue();
  }

  @Test
  void aPagerDutyThatIsToldDirectlyMakesUpForIt() {
    var faults =
        faults(
            GOOD.replace("receiver: pager", "receiver: mail"),
            Waivers.NONE,
            new Receiver(
                "pagerduty",
                Nature.Edge.DEFAULT,
                Severity.CRITICAL,
                List.of("pagerduty"),
                Map.of()));

    assertThat(faults).isNotEmpty().noneMatch(RouteFault::grave);
  }

  @Test
  void pagerDutyIsNotResolvedByAlertmanager() {
    var faults = faults(GOOD.replace("send_resolved: false", "severity: critical"));

    assertThat(only(faults, Kind.SENDS_RESOLVED, DC1).grave()).isTrue();
  }

  @Test
  void aTimeIntervalMayMute() {
    var faults =
        faults(
            GOOD.replace(
                "      receiver: pager\n",
                "      receiver: pager\n      mute_time_intervals: [night]\n"));

    assertThat(only(faults, Kind.MUTED_AT_TIMES, DC1).words())
        .isEqualTo("is muted by the time intervals night");
  }

  @Test
  void anAlertOfSomebodyElseMayInhibit() {
    var fault =
        only(
            faults(
                GOOD
                    + """
                    inhibit_rules:
                      - source_matchers: ['alertname="DatacenterDown"']
                        target_matchers: ['severity="critical"']
                        equal: [site]
                    """),
            Kind.INHIBITED,
            DC1);

    assertThat(fault.words())
        .isEqualTo(
            "is inhibited while any alert with {alertname=\"DatacenterDown\"} and the same"
                + " site fires");
  }

  @Test
  void ourOwnWarningMustNotInhibitThePageThatFollowsIt() {
    var rule =
        """
        inhibit_rules:
          - source_match: {alertname: PrometheusSite%s}
            target_match_re: {alertname: 'Prometheus(Site|Group)Absent'}
            equal: [site]
        """;

    assertThat(faults(GOOD + rule.formatted("Absent"))).isEmpty();
    assertThat(faults(GOOD + rule.formatted("Stalled")))
        .anyMatch(each -> each.kind() == Kind.INHIBITED && each.grave());
  }

  @Test
  void theUsualRuleOfSeveritiesInhibitsNothingOfOurs() {
    assertThat(
            faults(
                GOOD
                    + """
                    inhibit_rules:
                      - source_matchers: ['severity="critical"']
                        target_matchers: ['severity=~"critical|warning"']
                        equal: [alertname, site]
                    """))
        .isEmpty();
  }

  @Test
  void sitesThatShareAPageAreFound() {
    var faults = faults(GOOD.replace("[alertname, site, group,", "[alertname, group,"));

    assertThat(only(faults, Kind.SHARED_PAGE, DC1).grave()).isTrue();
  }

  @Test
  void aWarningThatNobodyIsToldOfIsFound() {
    var faults = faults(GOOD.replace("receiver: mail", "receiver: nothing"));

    assertThat(only(faults, Kind.GOES_NOWHERE, DC1).grave()).isFalse();
  }

  @Test
  void membersThatDoNotRouteAlikeAreFound() {
    var faults = faults(List.of(GOOD, GOOD.replace("receiver: mail", "receiver: chat")));

    assertThat(only(faults, Kind.MEMBERS_DIFFER, DC1).members()).containsExactly("m0", "m1");
    assertThat(only(faults, Kind.MEMBERS_DIFFER, DC1).words())
        .isEqualTo("depends on the member: m0 sends to mail (email), m1 sends to chat (slack)");
  }

  private static RouteFault only(List<RouteFault> faults, Kind kind, SiteId site) {
    var found =
        faults.stream()
            .filter(each -> each.kind() == kind && each.site().filter(site::equals).isPresent())
            .toList();
    assertThat(found).as("%s in %s", kind, faults).hasSize(1);
    return found.getFirst();
  }

  private static Waivers waiver(String until) {
    return new Waivers(Map.of(DC1, new Waiver(Instant.parse(until), "moving")));
  }

  private List<RouteFault> faults(String yaml) {
    return faults(List.of(yaml));
  }

  private List<RouteFault> faults(List<String> yaml) {
    return faults(yaml, Waivers.NONE, List.of());
  }

  private List<RouteFault> faults(String yaml, Waivers waivers, Receiver... more) {
    return faults(List.of(yaml), waivers, List.of(more));
  }

  private List<RouteFault> faults(List<String> yaml, Waivers waivers, List<Receiver> more) {
    var trees = Trees.NONE;
    var members = new ArrayList<String>();
    for (var each : yaml) {
      members.add("m" + members.size());
      trees = trees.with(new Route("alertmanager", members.getLast()), TreeFile.routes(each), NOW);
    }
    var receivers = new ArrayList<Receiver>(more);
    receivers.add(
        new Receiver("alertmanager", Nature.Level.DEFAULT, Severity.WARNING, members, Map.of()));
    var routing = new Routing("w1", Optional.empty(), receivers, Map.of());
    return RouteCheck.faults(Raisable.all(inventory, "w1"), routing, trees, waivers, NOW.wall());
  }
}
