package dev.deadair.app;

import static dev.deadair.app.Members.LEASE;
import static dev.deadair.app.Members.NEVER;
import static dev.deadair.app.Members.configured;
import static dev.deadair.app.Members.member;
import static dev.deadair.app.Members.paging;
import static dev.deadair.app.Members.shipped;
import static dev.deadair.app.Members.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.Port;
import dev.deadair.parts.SkewedProxy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of several alerts at real Alertmanagers: grouped, inhibited, and in which order. */
@Execution(ExecutionMode.CONCURRENT)
class RoutedRowsIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Predicate<InstanceId> EQSIN = of("eqsin");

  /**
   * Alertmanager keeps the second of a group for as long as the group's interval: it is told
   * directly at once, under the key that both share, which is closed with the last of them.
   */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aSecondSiteInAGroupThatWasNotified(String version) {
    try (var scene = new Paged(2);
        var member = configured(version, grouped(scene))) {
      started(member);
      scene.start(List.of(member.url()), LEASE, Duration.ZERO);
      awaitNoGroups(member);
      scene.goDark(EQSIN);
      await().atMost(SOON).until(() -> scene.triggers().size() > 1);
      scene.goDark(_ -> true);
      await()
          .atMost(SOON)
          .until(
              () ->
                  scene.triggers().stream()
                      .anyMatch(
                          each ->
                              each.summary().contains("dc1")
                                  && each.body().contains("\"client\":\"deadair\"")));
      assertThat(scene.outages()).as("they share a key").hasSize(1);

      scene.goDark(EQSIN.negate());
      await()
          .during(Duration.ofSeconds(12))
          .atMost(SOON)
          .until(() -> scene.outages().getFirst().isOpen());
      scene.endsAsOne();
    }
  }

  /** By Alertmanager alone, whose group interval is a minute. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void asShippedASecondSiteWaitsForNoGroup(String version) {
    try (var scene = new Paged(2);
        var member = configured(version, shipped(scene))) {
      started(member);
      scene.start(List.of(member.url()), LEASE, NEVER);
      awaitNoGroups(member);
      scene.goDark(EQSIN);
      await().atMost(SOON).until(() -> pages(scene).size() == 1);
      scene.goDark(_ -> true);
      await().atMost(Duration.ofSeconds(30)).until(() -> pages(scene).size() == 2);
      scene.comeBack();
      scene.awaitResolve();
      assertThat(pages(scene)).as("none is doubled").hasSize(2);
    }
  }

  /** Of what we say of its servers, and of what Prometheus' own rules say of its targets. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void asShippedASitesPageInhibitsTheWarningsOfWhatIsInIt(String version) {
    try (var scene = new Paged(1, 2);
        var member = configured(version, shipped(scene))) {
      started(member);
      assertThat(member.post(TARGET_DOWN)).isEqualTo(200);
      assertThat(state(member, "TargetDown")).contains("active");
      scene.start(List.of(member.url()), LEASE, NEVER);
      scene.goDark();
      await().atMost(SOON).until(() -> pages(scene).size() == 1);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(state(member, "TargetDown")).contains("suppressed"));
      await()
          .during(Duration.ofSeconds(5))
          .atMost(SOON)
          .until(() -> !member.alerts().contains("PrometheusInstanceDown"));

      scene.comeBack();
      scene.awaitResolve();
      assertThat(pages(scene)).hasSize(1);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(state(member, "TargetDown")).contains("active"));
    }
  }

  /** Six warnings are due when a site goes dark, and nobody has taken any of them. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void criticalsComeFirstOnceAMemberIsThere(String version) {
    try (var scene = new Paged(7, 2);
        var member = member(version, scene);
        var door = new Port()) {
      Predicate<InstanceId> first = each -> each.name().equals("prometheus5001");
      started(member);
      scene.start(List.of("http://" + door.address()), LEASE, NEVER);
      scene.goDark(EQSIN.negate().and(first));
      await().atMost(SOON).until(() -> scene.open("PrometheusInstanceDown") == 6);
      scene.goDark(EQSIN.or(first));
      await().atMost(SOON).until(() -> scene.open("PrometheusSiteAbsent") == 1);
      try (var proxy = new SkewedProxy(door, member.port())) {
        scene.awaitPage();
        await().atMost(SOON).until(() -> told(proxy, "PrometheusInstanceDown") >= 6);
        assertThat(proxy.alerts().subList(0, 2))
            .as("whatever finds the door open, the critical follows at once")
            .anyMatch(each -> each.contains("PrometheusSiteAbsent"));
        scene.endsAsOne();
      }
    }
  }

  private static final String TARGET_DOWN =
      """
      [{"labels": {"alertname": "TargetDown", "site": "eqsin", "severity": "warning"}}]
      """;

  /** A start closes what may be open, and an Alertmanager makes groups of that for a while. */
  private static void awaitNoGroups(Alertmanager member) {
    await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> member.groups() == 0);
  }

  private static String grouped(Paged scene) {
    return paging(scene)
        .replace("group_by: ['...']", "group_by: [alertname]")
        .replace("group_interval: 1s", "group_interval: 25s");
  }

  private static Predicate<InstanceId> of(String site) {
    return each -> each.site().equals(new SiteId(site));
  }

  private static List<PagerDutyIncident> pages(Paged scene) {
    return scene.outages().stream()
        .filter(each -> each.opening().severity().equals("critical"))
        .toList();
  }

  private static long told(SkewedProxy door, String alertname) {
    return door.alerts().stream().filter(each -> each.contains(alertname)).count();
  }

  private static Optional<String> state(Alertmanager member, String alertname) {
    return new JsonArray(member.alerts())
        .stream()
            .map(JsonObject.class::cast)
            .filter(each -> alertname.equals(each.getJsonObject("labels").getString("alertname")))
            .map(each -> each.getJsonObject("status").getString("state"))
            .findFirst();
  }
}
