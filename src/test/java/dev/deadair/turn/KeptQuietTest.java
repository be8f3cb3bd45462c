package dev.deadair.turn;

import static dev.deadair.turn.Pair.LIMITS;
import static dev.deadair.turn.Pair.ONE;
import static dev.deadair.turn.Pair.TWO;
import static dev.deadair.turn.Pair.ULSFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Due;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Stage;
import dev.deadair.liveness.Limits;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a maintenance kept quiet, where receivers follow one another or knew of one before it. */
class KeptQuietTest {

  /** So short that an incident opens while the end of the one before it is still told. */
  private static final Limits SHORT =
      Limits.of(Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final World world = Pair.producing();

  @Test
  void whoHasAnAfterWaitsFromTheEndAndNothingIsUndeliveredYet() {
    var other = withAFallback(LIMITS);
    other.maintain(ULSFO, Duration.ofMinutes(60), false);
    other.kill(ONE);

    other.run(Duration.ofMinutes(60).plusSeconds(59));
    assertThat(other.sent)
        .extracting(due -> due.incident().alert().name(), due -> due.route().member())
        .containsOnly(tuple(AlertName.SITE_ABSENT, "am1"));

    other.run(Duration.ofSeconds(3));
    assertThat(other.sent).extracting(due -> due.route().member()).contains("events");
  }

  @Test
  void whatFollowsAnIncidentThatReceiversWereToldOfIsNoOlderAtTheEnd() {
    var other = withAFallback(SHORT);
    outage(other, Duration.ofMinutes(4), Duration.ofMinutes(3));
    other.maintain(ULSFO, Duration.ofMinutes(20), false);
    other.kill(ONE);
    other.run(Duration.ofMinutes(10));
    assertThat(absent(other).told()).as("by the one before").isNotEmpty();
    other.restart(Duration.ofSeconds(20));
    other.run(Duration.ofMinutes(9));
    other.sent.clear();

    other.run(Duration.ofSeconds(90));
    assertThat(other.sent)
        .extracting(due -> due.incident().alert().name(), due -> due.route().member())
        .containsOnly(tuple(AlertName.SITE_ABSENT, "am1"));

    other.run(Duration.ofSeconds(40));
    assertThat(other.sent).extracting(due -> due.route().member()).contains("events");
  }

  /** Its receivers were told of the one before it, and of the end of both. */
  @Test
  void whatOpensClearsAndOpensAgainMeanwhileIsToldToNobody() {
    var other = withAFallback(SHORT);
    outage(other, Duration.ofMinutes(4), Duration.ofMinutes(3));
    other.maintain(ULSFO, Duration.ofMinutes(60), false);
    outage(other, Duration.ofMinutes(4), Duration.ZERO);
    awaitItsEnd(other);
    assertThat(other.sent).as("its end is told").anyMatch(Due::resolves);
    other.kill(ONE);

    other.run(Duration.ofMinutes(40));
    assertThat(absent(other).generation()).as("it is back").isEqualTo(3);
    assertThat(other.sent).noneMatch(due -> !due.resolves());

    other.run(Duration.ofMinutes(20));
    assertThat(other.sent)
        .filteredOn(due -> due.incident().alert().name() == AlertName.SITE_ABSENT)
        .filteredOn(due -> !due.resolves())
        .extracting(due -> due.route().member())
        .contains("am1", "events");
  }

  /** Who was told that it is over is told of no relapse of what somebody has begun to work on. */
  @Test
  void whatIsBackMeanwhileIsToldAtTheEndWhereItsEndWasToldBefore() {
    world.kill(ONE, TWO);
    world.run(Duration.ofMinutes(11));
    world.revive(ONE, TWO);
    awaitItsEnd(world);
    world.maintain(ULSFO, Duration.ofMinutes(30), false);
    world.kill(ONE, TWO);
    world.sent.clear();

    world.run(Duration.ofMinutes(29));
    assertThat(absent(world).generation()).as("it is back").isEqualTo(3);
    assertThat(world.sent).noneMatch(due -> !due.resolves());

    world.run(Duration.ofMinutes(2));
    assertThat(world.pages("PrometheusSiteAbsent"))
        .extracting(due -> due.route().member())
        .containsOnly("am1", "am2");
  }

  /** A world with one server, and PagerDuty a minute after the Alertmanager. */
  private static World withAFallback(Limits limits) {
    return Pair.toldOfItsStart(
        new World(
            List.of(Receivers.alertmanager("am1"), Receivers.pagerDuty(Duration.ofSeconds(60))),
            limits,
            ONE.toString()));
  }

  /** All servers are gone for so long, and have been back for so long since. */
  private static void outage(World world, Duration gone, Duration back) {
    world.servers.keySet().forEach(world::kill);
    world.run(gone);
    world.servers.keySet().forEach(world::revive);
    world.run(back);
    world.sent.clear();
  }

  /** Until Alertmanagers have been told of the end of the site's incident, and nobody else has. */
  private static void awaitItsEnd(World world) {
    for (var i = 0; i < 900 && !isEnding(world); i++) {
      world.second();
    }
    world.run(Duration.ofSeconds(3));
    assertThat(isEnding(world)).isTrue();
  }

  private static boolean isEnding(World world) {
    return absents(world).anyMatch(each -> each.stage() instanceof Stage.Closing);
  }

  private static Incident absent(World world) {
    return absents(world).reduce((_, latest) -> latest).orElseThrow();
  }

  private static Stream<Incident> absents(World world) {
    return world.state().incidents().all().stream()
        .filter(each -> each.alert().name() == AlertName.SITE_ABSENT);
  }
}
