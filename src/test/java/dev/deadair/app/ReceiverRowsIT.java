package dev.deadair.app;

import static dev.deadair.app.DeliveryIT.member;
import static dev.deadair.app.DeliveryIT.started;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was measured of Alertmanagers and concerns whoever tells them: each time one incident at
 * PagerDuty, and it is resolved. Which test holds what, here and in {@link DeliveryIT} (D), {@link
 * StormIT} and unit tests:
 *
 * <pre>
 * an onset in the past is told at once          theOnsetIsTheStartThatTheMemberShows
 * an end or lease by another clock              D.membersWhoseClocksAreFiveMinutesOffEitherWay
 * any client can end an alert                   anotherClientThatSaysAgainAndAgainThatItIsOver
 * an end of what was never taken is dropped     D.aMemberThatIsKilledAndForgetsThatItNotified
 * no more tellings: over by the lease           aWatcherThatIsAwayForLongerThanItsLease
 * told to both of a cluster                     bothMembersOfAClusterPageOnce
 * told to one of a cluster only                 aMemberThatOnlyItsPeerCanReach
 * killed after its 200                          D.aMemberThatIsKilledRightAfterItTookThePage
 * killed before group_wait                      aPageThatIsLostWithItsMemberBeforeGroupWait
 * stopped: takes connections, never answers     D.aMemberThatIsFrozen
 * no gossip                                     D.membersThatDoNotHearOfEachOther
 * a second alert in a group that was notified   lint: the route check; DeliveryTest on shared keys
 * restarted in order                            aMemberThatIsRestartedInOrder
 * killed, its log of notifications gone         D.aMemberThatIsKilledAndForgetsThatItNotified
 * clocks of a cluster 5 min off                 membersOfAClusterWhoseClocksAreFiveMinutesOff…
 * its pager answers 400, 403, 429, 500          D.aMemberThatCannotPage
 * its pager never answers                       aMemberWhosePagerHangs
 * silenced before, or after, the page           D.aSilenceThatIsThereBefore…, D.anOutageThatEnds…
 * fifty at once                                 StormIT
 * </pre>
 */
@Execution(ExecutionMode.CONCURRENT)
class ReceiverRowsIT {
  private static final Duration LEASE = Duration.ofMinutes(15);
  private static final Duration SHORT_LEASE = Duration.ofSeconds(8);
  private static final Duration SOON = Duration.ofSeconds(90);

  /** By Alertmanager alone: the direct route has more patience than the test. */
  private static final Duration NEVER = Duration.ofMinutes(10);

  static Stream<String> versions() {
    return DeliveryIT.versions();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theOnsetIsTheStartThatTheMemberShows(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      started(member);
      scene.start(List.of(member.url()), LEASE, NEVER);
      scene.goDark();
      scene.awaitPage();
      var incident = scene.incident().orElseThrow();
      var shown = OffsetDateTime.parse(alert(member).getString("startsAt")).toInstant();
      assertThat(Duration.between(incident.since(), shown).abs()).isLessThan(Duration.ofSeconds(2));
      assertThat(shown).isBefore(incident.openedAt().wall().minusSeconds(1));
      endsAsOne(scene);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aPageThatIsLostWithItsMemberBeforeGroupWait(String version) {
    try (var scene = new Paged();
        var member = new Alertmanager(version)) {
      member.configure(
          Alertmanager.paging(scene.pagerDuty.url(), Paged.KEY, scene.receipts.url())
              .replace("group_wait: 0s", "group_wait: 60s"));
      started(member);
      scene.start(List.of(member.url()), SHORT_LEASE, NEVER);
      scene.goDark();
      await().atMost(SOON).until(() -> scene.isAccepted(member.url()));
      member.kill();
      assertThat(scene.pagerDuty.attempts()).as("nobody was told before").isEmpty();
      started(member);
      scene.awaitPage();
      endsAsOne(scene);
    }
  }

  /** Alertmanager takes the outage for over, and PagerDuty hears nothing of that. */
  @ParameterizedTest
  @MethodSource("versions")
  void aWatcherThatIsAwayForLongerThanItsLease(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      started(member);
      scene.start(List.of(member.url()), SHORT_LEASE, NEVER);
      scene.goDark();
      scene.awaitPage();
      scene.beAway(true);
      await().atMost(SOON).until(() -> !member.alerts().contains("PrometheusSiteAbsent"));
      assertThat(scene.outages()).allMatch(PagerDutyIncident::isOpen);
      scene.beAway(false);
      await().atMost(SOON).until(() -> member.alerts().contains("PrometheusSiteAbsent"));
      endsAsOne(scene);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anotherClientThatSaysAgainAndAgainThatItIsOver(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      started(member);
      scene.start(List.of(member.url()), LEASE, NEVER);
      scene.goDark();
      scene.awaitPage();
      var labels = new TreeMap<>(scene.incident().orElseThrow().alert().labels());
      labels.put("team", "sre");
      await()
          .during(Duration.ofSeconds(6))
          .atMost(SOON)
          .until(() -> member.post(over(labels)) == 200 && scene.outages().getFirst().isOpen());
      await().atMost(SOON).until(() -> member.alerts().contains("PrometheusSiteAbsent"));
      endsAsOne(scene);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void bothMembersOfAClusterPageOnce(String version) {
    try (var scene = new Paged();
        var first = member(version, scene);
        var second = member(version, scene)) {
      Alertmanager.cluster(first, second);
      started(first, second);
      scene.start(List.of(first.url(), second.url()), LEASE, NEVER);
      scene.goDark();
      scene.awaitPage();
      // The second waits 15 s for the first, and then knows that it has notified.
      await().during(Duration.ofSeconds(18)).atMost(SOON).until(() -> scene.triggers().size() == 1);
      endsAsOne(scene);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aMemberThatOnlyItsPeerCanReach(String version) {
    try (var scene = new Paged();
        var first = member(version, scene);
        var second = member(version, scene)) {
      Alertmanager.cluster(first, second);
      started(first, second);
      scene.start(List.of("http://127.0.0.1:1", second.url()), SHORT_LEASE, NEVER);
      scene.goDark();
      scene.awaitPage();
      endsAsOne(scene);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
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
      endsAsOne(scene);
    }
  }

  /** It no longer has the alert, and knows that it has told of it. */
  @ParameterizedTest
  @MethodSource("versions")
  void aMemberThatIsRestartedInOrder(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      started(member);
      scene.start(List.of(member.url()), LEASE, NEVER);
      scene.goDark();
      scene.awaitPage();
      member.terminate();
      started(member);
      await().atMost(SOON).until(() -> member.alerts().contains("PrometheusSiteAbsent"));
      await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> scene.triggers().size() == 1);
      endsAsOne(scene);
    }
  }

  /** It answers 200 and lists the alert as active, and its pager never answers. */
  @ParameterizedTest
  @MethodSource("versions")
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
      endsAsOne(scene);
    }
  }

  private static void endsAsOne(Paged scene) {
    scene.comeBack();
    scene.awaitResolve();
    assertThat(scene.outages()).hasSize(1);
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
