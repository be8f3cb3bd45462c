package dev.deadair.notify;

import static dev.deadair.notify.CourierRig.ALERTMANAGER;
import static dev.deadair.notify.CourierRig.KEPT;
import static dev.deadair.notify.Dues.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Report;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the courier does for the members of an Alertmanager, and what it knows of their clocks. */
class CourierMembersTest {
  private final CourierRig rig = new CourierRig();
  private final ScriptedWire wire = rig.wire;
  private final ManualClock clock = rig.clock;
  private final LogLines log = rig.log;
  private final ScriptedWire otherWire = new ScriptedWire();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aMemberThatStallsDelaysNoOther() throws Exception {
    var cluster = Dues.alertmanager("am1", "am2");
    var urls = Map.of("am1", URI.create("http://am1"), "am2", URI.create("http://am2"));
    Wire byHost =
        request -> ("am1".equals(request.url().getHost()) ? wire : otherWire).exchange(request);
    try (var courier =
        rig.courier(new Destination.Alertmanager(cluster, urls, Access.OPEN), byHost)) {
      var due = trigger(cluster, "eqsin");
      courier.send(List.of(due, Dues.over(due, "am2")), KEPT);
      wire.next();
      for (var i = 0; i < 3; i++) { // its clock, its counters, the page
        otherWire.next();
        otherWire.answer(200);
      }

      assertThat(rig.report())
          .extracting(it -> it.route().member(), Report::outcome)
          .containsExactly("am2", new Outcome.Accepted(200));
      wire.fail(Answer.Why.TIMEOUT);
      assertThat(rig.report().route().member()).isEqualTo("am1");
    }
  }

  @Test
  void aMemberIsAskedForItsClockBeforeItIsToldATime() throws Exception {
    try (var courier = rig.alertmanager()) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      assertThat(wire.next()).hasToString("GET http://am1:9093/api/v2/status");
      wire.answer(200, rig.now().minus(Duration.ofHours(1)));
      assertThat(wire.next()).hasToString("GET http://am1:9093/metrics");
      wire.answer(200, rig.now().minus(Duration.ofHours(1)));
      var alert = new JsonArray(wire.next().json().orElseThrow()).getJsonObject(0);
      wire.answer(200, rig.now().minus(Duration.ofHours(1)));

      assertThat(alert.getInstant("endsAt"))
          .isEqualTo(rig.now().minus(Duration.ofHours(1)).plus(Duration.ofMinutes(15)));
      rig.report();
      assertThat(log.all())
          .anyMatch(line -> line.contains("clock differs") && line.contains("-1H"));
    }
  }

  @Test
  void aMemberThatSaidItsTimeLatelyIsNotAskedAgain() throws Exception {
    try (var courier = rig.alertmanager()) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      wire.next();
      wire.answer(401);
      wire.next(); // its counters, which it does not tell
      wire.answer(404);
      wire.next();
      wire.answer(200);
      rig.report();
      clock.advance(Duration.ofMinutes(5).minusSeconds(1));
      courier.send(List.of(trigger(ALERTMANAGER, "ulsfo")), KEPT);
      assertThat(wire.next().json()).isPresent();
      wire.fail(Answer.Why.CUT);
      rig.report();
      assertThat(wire.next()).asString().contains("/api/v2/alerts?filter=");
      wire.fail(Answer.Why.CUT);
      clock.advance(Duration.ofMinutes(1));
      courier.send(List.of(trigger(ALERTMANAGER, "ulsfo")), KEPT);

      assertThat(wire.next().json()).as("a reading of five minutes ago").isEmpty();
      wire.fail(Answer.Why.CUT);
      assertThat(rig.report().outcome()).isEqualTo(new Outcome.Failed("connection cut"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {407, 502, 504})
  void theTimeOfAProxyBeforeAMemberIsNotTheMembers(int status) throws Exception {
    try (var courier = rig.alertmanager()) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      assertThat(wire.next().json()).isEmpty();
      wire.answer(status, Instant.EPOCH);
      assertThat(rig.report().outcome().word()).isIn("failed", "rejected");
      clock.advance(Duration.ofMinutes(1));
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);

      assertThat(wire.next().json()).as("the member has not said its time yet").isEmpty();
      wire.fail(Answer.Why.CUT);
    }
  }

  /** As while a package is upgraded, and a library of it is gone for a moment. */
  @Test
  void aMemberThatCannotBeAskedIsToldTheNextAllTheSame() throws Exception {
    var asked = new CountDownLatch(1);
    Wire mistaken =
        request -> {
          if (request.url().getQuery() != null) {
            asked.countDown();
            throw new NoClassDefFoundError("canary");
          }
          return wire.exchange(request);
        };
    var urls = Map.of("am1", URI.create("http://am1:9093"));
    try (var courier =
        rig.courier(new Destination.Alertmanager(ALERTMANAGER, urls, Access.OPEN), mistaken)) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      for (var i = 0; i < 3; i++) { // its clock, its counters, the page
        wire.next();
        wire.answer(200);
      }
      rig.report();
      clock.advance(Duration.ofSeconds(2));
      courier.send(List.of(), KEPT);
      assertThat(asked.await(10, TimeUnit.SECONDS)).as("whether it holds the page").isTrue();
      courier.send(List.of(trigger(ALERTMANAGER, "ulsfo")), KEPT);

      assertThat(wire.next().json().orElseThrow()).contains("ulsfo");
      wire.answer(200);
    }
  }

  @Test
  void aMemberIsAskedThoughThereIsNoEndToWhatItIsToldAgain() throws Exception {
    try (var courier = rig.alertmanager()) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      accepts();
      clock.advance(Duration.ofSeconds(2));
      var again = Dues.due(ALERTMANAGER, "ulsfo", AlertName.SITE_ABSENT, 1, Reason.REPEAT);
      courier.send(List.of(again), KEPT);

      assertThat(wire.next().url()).hasPath("/api/v2/alerts").hasParameter("filter");
      wire.answer(200);
      assertThat(wire.next()).hasToString("GET http://am1:9093/metrics");
      wire.tellCounters(1);
      assertThat(wire.next()).hasToString("POST http://am1:9093/api/v2/alerts");
      wire.answer(200);
      rig.report();
    }
  }

  @Test
  void aPageThatWasKeptFromPeopleIsProvenByWhatIsCountedFromThen() throws Exception {
    try (var courier = rig.alertmanager()) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      accepts();
      clock.advance(Duration.ofMillis(500));
      courier.send(List.of(trigger(ALERTMANAGER, "ulsfo")), KEPT); // it opened before all that

      assertThat(wire.next()).hasToString("GET http://am1:9093/metrics");
      wire.tellCounters(1);
      wire.next();
      wire.answer(200);
      rig.report();
    }
  }

  @Test
  void aRetryNeedsNoTurn() throws Exception {
    try (var courier = rig.alertmanager()) {
      courier.send(List.of(trigger(ALERTMANAGER, "eqsin")), KEPT);
      wire.next();
      wire.fail(Answer.Why.REFUSED);
      rig.report();
      clock.advance(Duration.ofSeconds(1));

      wire.next();
      wire.fail(Answer.Why.REFUSED);
    }
  }

  /** It tells its clock and its counters, and takes the page. */
  private void accepts() throws InterruptedException {
    wire.next();
    wire.answer(200);
    wire.next();
    wire.tellCounters(0);
    wire.next();
    wire.answer(200);
    rig.report();
  }
}
