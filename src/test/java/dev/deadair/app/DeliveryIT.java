package dev.deadair.app;

import static dev.deadair.app.Members.LEASE;
import static dev.deadair.app.Members.NEVER;
import static dev.deadair.app.Members.SHORT_LEASE;
import static dev.deadair.app.Members.member;
import static dev.deadair.app.Members.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.Step;
import dev.deadair.demo.Fault;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.SkewedProxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real Alertmanagers that are killed, frozen, cut off, wrong about the time, silenced, and that
 * cannot page: each time one incident at PagerDuty, and it is resolved.
 */
@Execution(ExecutionMode.CONCURRENT)
class DeliveryIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void bothRoutesAreOneIncidentUnderTheKeyThatAlertmanagerUses(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      started(member);
      scene.start(List.of(member.url()), LEASE, Duration.ZERO);
      scene.goDark();
      scene.awaitPage();
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(scene.triggers()).hasSizeGreaterThan(1);
                assertThat(scene.incident().orElseThrow().history())
                    .extracting(Step::kind)
                    .contains(Step.Kind.ACCEPTED, Step.Kind.LISTED, Step.Kind.NOTIFIED);
              });
      scene.endsAsOne();
      assertThat(scene.pagerDuty.refusals()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aMemberThatIsKilledRightAfterItTookThePage(String version) {
    try (var scene = new Paged();
        var first = member(version, scene);
        var second = member(version, scene)) {
      Alertmanager.cluster(first, second);
      started(first, second);
      scene.start(List.of(first.url(), second.url()), SHORT_LEASE, NEVER);
      scene.goDark();
      await().atMost(SOON).until(() -> scene.isAccepted(first.url()));
      first.kill();
      scene.awaitPage();
      scene.endsAsOne();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aMemberThatIsFrozen(String version) {
    try (var scene = new Paged();
        var first = member(version, scene);
        var second = member(version, scene)) {
      Alertmanager.cluster(first, second);
      started(first, second);
      scene.start(List.of(first.url(), second.url()), SHORT_LEASE, NEVER);
      first.freeze();
      scene.goDark();
      scene.awaitPage();
      scene.endsAsOne();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aMemberThatIsKilledAndForgetsThatItNotified(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      scene.pagesThrough(LEASE, member);
      member.kill();
      started(member);
      await().atMost(SOON).until(() -> scene.triggers().size() > 1);
      scene.endsAsOne();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void membersThatDoNotHearOfEachOther(String version) {
    try (var scene = new Paged();
        var first = member(version, scene);
        var second = member(version, scene)) {
      started(first, second);
      scene.start(List.of(first.url(), second.url()), LEASE, NEVER);
      scene.goDark();
      await().atMost(SOON).until(() -> scene.triggers().size() > 1);
      scene.endsAsOne();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void membersWhoseClocksAreFiveMinutesOffEitherWay(String version) {
    try (var scene = new Paged();
        var first = member(version, scene);
        var second = member(version, scene);
        var fast = new SkewedProxy(first.port(), Duration.ofMinutes(5));
        var slow = new SkewedProxy(second.port(), Duration.ofMinutes(-5))) {
      started(first, second);
      scene.start(List.of(fast.url(), slow.url()), LEASE, NEVER);
      scene.goDark();
      await().atMost(SOON).until(() -> scene.triggers().size() > 1);
      await()
          .during(Duration.ofSeconds(5))
          .atMost(SOON)
          .until(() -> scene.outages().getFirst().isOpen());
      scene.endsAsOne();
    }
  }

  /** It answers 200 and lists the alert as active, and nobody is told. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aMemberThatCannotPage(String version) {
    for (var status : List.of(400, 403, 429, 500)) {
      try (var scene = new Paged();
          var broken = new PagerDutyRecorder();
          var member = new Alertmanager(version)) {
        broken.failNext(Integer.MAX_VALUE, new Fault.Status(status));
        member.configure(Alertmanager.paging(broken.url(), Paged.KEY, scene.receipts.url()));
        started(member);
        scene.start(List.of(member.url()), LEASE, Duration.ofSeconds(4));
        scene.goDark();
        scene.awaitPage();
        assertThat(broken.attempts()).as("status %d", status).isNotEmpty();
        scene.comeBack();
        scene.awaitResolve();
        assertThat(scene.outages()).as("status %d", status).hasSize(1);
      }
    }
  }

  /** Its second try gets through, within a second: nobody follows. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aMemberWhosePagerStumbles(String version) {
    try (var scene = new Paged();
        var stumbling = new PagerDutyRecorder();
        var member = new Alertmanager(version)) {
      stumbling.failNext(1, new Fault.Status(500));
      member.configure(Alertmanager.paging(stumbling.url(), Paged.KEY, scene.receipts.url()));
      started(member);
      scene.start(List.of(member.url()), LEASE, Duration.ofSeconds(8));
      scene.goDark();
      await().atMost(SOON).until(() -> !stumbling.incidents().isEmpty());
      await().during(Duration.ofSeconds(12)).atMost(SOON).until(() -> scene.triggers().isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aSiteThatIsSilencedIsPagedOnceThatEndsAndNotBefore(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      started(member);
      var silence = member.silence("eqsin", Duration.ofMinutes(10));
      scene.start(List.of(member.url()), LEASE, Duration.ofSeconds(6));
      scene.goDark();
      await()
          .atMost(SOON)
          .until(() -> scene.incident().filter(each -> each.isHeld(Paged.now())).isPresent());
      await().during(Duration.ofSeconds(8)).atMost(SOON).until(() -> scene.triggers().isEmpty());
      member.expire(silence);
      scene.awaitPage();
      scene.endsAsOne();
    }
  }

  /** The direct route has no patience, and is held all the same. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void aSilenceThatIsThereBeforeThePageHoldsEveryRoute(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      started(member);
      var silence = member.silence("eqsin", Duration.ofMinutes(10));
      scene.start(List.of(member.url()), LEASE, Duration.ZERO);
      scene.awaitSilences();
      scene.goDark();
      await().atMost(SOON).until(() -> scene.isAccepted(member.url()));
      await()
          .during(Duration.ofSeconds(5))
          .atMost(SOON)
          .until(() -> scene.pagerDuty.attempts().isEmpty());
      member.expire(silence);
      scene.awaitPage();
      scene.endsAsOne();
    }
  }

  /** By itself Alertmanager would never resolve it, not even once the silence is gone. */
  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void anOutageThatEndsWhileItIsSilenced(String version) {
    try (var scene = new Paged();
        var member = member(version, scene)) {
      scene.pagesThrough(LEASE, member);
      member.silence("eqsin", Duration.ofMinutes(10));
      scene.endsAsOne();
    }
  }
}
