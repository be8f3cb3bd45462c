package dev.deadair.app;

import static dev.deadair.app.Members.LEASE;
import static dev.deadair.app.Members.NEVER;
import static dev.deadair.app.Members.SHORT_LEASE;
import static dev.deadair.app.Members.configured;
import static dev.deadair.app.Members.member;
import static dev.deadair.app.Members.paging;
import static dev.deadair.app.Members.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.Fault;
import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.SkewedProxy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was measured of Alertmanagers and concerns whoever tells them: each time one incident at
 * PagerDuty, and it is resolved. The manual says under Reliability which test shows what.
 */
@Execution(ExecutionMode.CONCURRENT)
class ReceiverRowsIT {
  private static final Duration SOON = Duration.ofSeconds(90);

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void theOnsetIsTheStartThatTheMemberShows(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      scene.pagesThrough(LEASE, member);
      var incident = scene.incident().orElseThrow();
      var shown = OffsetDateTime.parse(alert(member).getString("startsAt")).toInstant();
      assertThat(Duration.between(incident.since(), shown).abs()).isLessThan(Duration.ofSeconds(2));
      assertThat(shown).isBefore(incident.openedAt().wall().minusSeconds(1));
      scene.endsAsOne();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aPageThatIsLostWithItsMemberBeforeGroupWait(String version) {
    try (var scene = new Paged();
        var member =
            configured(version, paging(scene).replace("group_wait: 0s", "group_wait: 60s"))) {
      started(member);
      scene.start(List.of(member.url()), SHORT_LEASE, NEVER);
      scene.goDark();
      await().atMost(SOON).until(() -> scene.isAccepted(member.url()));
      member.kill();
      assertThat(scene.pagerDuty.attempts()).as("nobody was told before").isEmpty();
      started(member);
      scene.awaitPage();
      scene.endsAsOne();
    }
  }

  /** Alertmanager takes the outage for over, and PagerDuty hears nothing of that. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aWatcherThatIsAwayForLongerThanItsLease(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      scene.pagesThrough(SHORT_LEASE, member);
      scene.beAway(true);
      await().atMost(SOON).until(() -> !member.alerts().contains("PrometheusSiteAbsent"));
      assertThat(scene.outages()).allMatch(PagerDutyIncident::isOpen);
      scene.beAway(false);
      await().atMost(SOON).until(() -> member.alerts().contains("PrometheusSiteAbsent"));
      scene.endsAsOne();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void anotherClientThatSaysAgainAndAgainThatItIsOver(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      scene.pagesThrough(LEASE, member);
      var labels = new TreeMap<>(scene.incident().orElseThrow().alert().labels());
      labels.put("team", "sre");
      await()
          .during(Duration.ofSeconds(6))
          .atMost(SOON)
          .until(() -> member.post(over(labels)) == 200 && scene.outages().getFirst().isOpen());
      await().atMost(SOON).until(() -> member.alerts().contains("PrometheusSiteAbsent"));
      scene.endsAsOne();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void bothMembersOfAClusterPageOnce(String version) {
    try (var scene = new Paged();
        var first = member(version, scene);
        var second = member(version, scene)) {
      Alertmanager.cluster(first, second);
      scene.pagesThrough(LEASE, first, second);
      // The second waits 15 s for the first, and then knows that it has notified.
      await().during(Duration.ofSeconds(18)).atMost(SOON).until(() -> scene.triggers().size() == 1);
      scene.endsAsOne();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aMemberThatOnlyItsPeerCanReach(String version) {
    try (var scene = new Paged();
        var first = member(version, scene);
        var second = member(version, scene)) {
      Alertmanager.cluster(first, second);
      started(first, second);
      scene.start(List.of("http://127.0.0.1:1", second.url()), SHORT_LEASE, NEVER);
      scene.goDark();
      scene.awaitPage();
      scene.endsAsOne();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void membersOfAClusterWhoseClocksAreFiveMinutesOffEitherWay(String version) {
    try (var scene = new Paged();
        var first = member(version, scene);
        var second = member(version, scene);
        var fast = new SkewedProxy(first.port(), Duration.ofMinutes(5));
        var slow = new SkewedProxy(second.port(), Duration.ofMinutes(-5))) {
      Alertmanager.cluster(first, second);
      started(first, second);
      scene.start(List.of(fast.url(), slow.url()), LEASE, NEVER);
      scene.goDark();
      scene.awaitPage();
      await()
          .during(Duration.ofSeconds(8))
          .atMost(SOON)
          .until(() -> scene.outages().getFirst().isOpen());
      scene.endsAsOne();
    }
  }

  /** It no longer has the alert, and knows that it has told of it. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aMemberThatIsRestartedInOrder(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      scene.pagesThrough(LEASE, member);
      member.terminate();
      started(member);
      await().atMost(SOON).until(() -> member.alerts().contains("PrometheusSiteAbsent"));
      await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> scene.triggers().size() == 1);
      scene.endsAsOne();
    }
  }

  /** It has forgotten whom it told of what: by itself it would never tell anybody of the end. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void anOutageThatEndsWhileItsMemberIsGone(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      scene.pagesThrough(SHORT_LEASE, member);
      member.kill();
      member.forget();
      scene.comeBack();
      await().atMost(SOON).until(() -> scene.incident().isEmpty());
      started(member);
      scene.endsAsOne();
    }
  }

  /** It answers 200 and lists the alert as active, and its pager never answers. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aMemberWhosePagerHangs(String version) {
    try (var scene = new Paged();
        var broken = new PagerDutyRecorder();
        var member = new Alertmanager(version)) {
      broken.failNext(Integer.MAX_VALUE, new Fault.Hang());
      member.configure(Alertmanager.paging(broken.url(), Paged.KEY, scene.receipts.url()));
      started(member);
      scene.start(List.of(member.url()), LEASE, Duration.ofSeconds(4));
      scene.goDark();
      scene.awaitPage();
      assertThat(broken.attempts()).isNotEmpty();
      scene.endsAsOne();
    }
  }

  private static JsonObject alert(Alertmanager member) {
    return new JsonArray(member.alerts())
        .stream()
            .map(JsonObject.class::cast)
            .filter(
                each ->
                    "PrometheusSiteAbsent"
                        .equals(each.getJsonObject("labels").getString("alertname")))
            .findFirst()
            .orElseThrow();
  }

  private static String over(Map<String, String> labels) {
    var now = Instant.now();
    return new JsonArray()
        .add(
            new JsonObject()
                .put("labels", new JsonObject(Map.copyOf(labels)))
                .put("startsAt", now.minusSeconds(60).toString())
                .put("endsAt", now.minusSeconds(1).toString()))
        .encode();
  }
}
