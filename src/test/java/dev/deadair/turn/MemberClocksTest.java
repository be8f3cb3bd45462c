package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Due;
import dev.deadair.alert.MemberClocks;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Route;
import dev.deadair.alert.RouteFault;
import dev.deadair.alert.RouteReview;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alertmanagers whose members do not agree on the time lose pages and double them. */
class MemberClocksTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Moment NOW =
      new Moment(Instant.parse("2026-11-01T12:00:00Z"), Duration.ofDays(3), Duration.ofDays(3));

  private final World world = new World(Limits.DEFAULT, "ulsfo/ops/a");

  @Test
  void membersThatAreMoreThanAMinuteApartAreAFault() {
    assertThat(faults(MINUTE, Duration.ZERO)).isEmpty();
    assertThat(faults(MINUTE.dividedBy(2), MINUTE.dividedBy(2).negated())).isEmpty();
    assertThat(faults(Duration.ofSeconds(40), Duration.ofSeconds(-21)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.members()).containsExactly("am1", "am2");
              assertThat(fault.words()).contains("the clock of am1 is more than 60 s ahead");
            });
  }

  /** Else each asking would be another fault. */
  @Test
  void aSecondMoreOrLessIsTheSameFault() {
    assertThat(faults(Duration.ofSeconds(301), Duration.ZERO))
        .isEqualTo(faults(Duration.ofSeconds(302), Duration.ofSeconds(1)));
  }

  @Test
  void whoTellsNoTimeIsComparedWithNobody() {
    assertThat(MemberClocks.NONE.faults(routing("am1", "am2"), NOW)).isEmpty();
    assertThat(
            heard(MINUTE.multipliedBy(9), Duration.ZERO)
                .heard(new Route("alertmanager", "am1"), Optional.empty(), NOW)
                .faults(routing("am1", "am2"), NOW))
        .isEmpty();
  }

  @ParameterizedTest(name = "by {0} s")
  @ValueSource(longs = {-600, -61, 61, 600})
  void whoIsAloneOrAgreesIsComparedWithUs(long seconds) {
    var apart = Duration.ofSeconds(seconds);

    assertThat(
            MemberClocks.NONE
                .heard(new Route("alertmanager", "am1"), Optional.of(apart), NOW)
                .faults(routing("am1"), NOW))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(RouteFault.Kind.CLOCK_SKEW);
              assertThat(fault.members()).containsExactly("am1");
              assertThat(fault.words())
                  .contains(seconds < 0 ? "s behind this watcher's" : "s ahead of this watcher's")
                  .endsWith("one of the two is wrong");
            });
    assertThat(faults(apart, apart.plusSeconds(seconds / 60)))
        .extracting(RouteFault::kind)
        .containsExactly(RouteFault.Kind.CLOCK_SKEW);
  }

  @ParameterizedTest(name = "by {0} s")
  @ValueSource(longs = {-60, -30, 0, 30, 60})
  void aMinuteIsTolerated(long seconds) {
    assertThat(faults(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds / 2))).isEmpty();
  }

  /** A member that does not answer any more is taken at what it told, by our clock as it is now. */
  @Test
  void aStepOfOurClockIsNoneOfTheirs() {
    var hour = Duration.ofHours(1);
    var stepped = new Moment(NOW.wall().plus(hour), NOW.mono(), NOW.boot());
    var am2 = new Route("alertmanager", "am2");

    var clocks =
        heard(Duration.ZERO, Duration.ZERO)
            .heard(am2, Optional.of(hour.negated()), stepped)
            .heard(new Route("alertmanager", "am1"), Optional.of(hour.negated()), stepped);

    assertThat(
            heard(Duration.ZERO, Duration.ZERO)
                .heard(am2, Optional.of(hour.negated()), stepped)
                .faults(routing("am1", "am2"), stepped))
        .extracting(RouteFault::kind)
        .containsExactly(RouteFault.Kind.CLOCK_SKEW);
    assertThat(clocks.faults(routing("am1", "am2"), NOW)).isEmpty();
  }

  /** An answer is dated to the second: what it dates would be another thing at each asking. */
  @Test
  void aClockIsWhereItWasUntilItTellsMoreThanItsReadingMayBeOutBy() {
    var am1 = new Route("alertmanager", "am1");
    var later = NOW.plus(MINUTE);
    assertThat(MemberClocks.NONE.ahead(am1, NOW)).isZero();
    assertThat(heard(Duration.ofMillis(-1900), MINUTE).ahead(am1, NOW)).isZero();

    var ahead = heard(Duration.ofMillis(299_600), MINUTE);
    assertThat(ahead.ahead(am1, NOW)).isEqualTo(Duration.ofMinutes(5));
    assertThat(ahead.heard(am1, Optional.of(Duration.ofMillis(298_400)), later).ahead(am1, later))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(ahead.heard(am1, Optional.of(Duration.ofMinutes(-5)), later).ahead(am1, later))
        .isEqualTo(Duration.ofMinutes(-5));
    assertThat(
            heard(Duration.ofMillis(-299_600), MINUTE)
                .ahead(am1, new Moment(NOW.wall().plus(MINUTE), NOW.mono(), NOW.boot())))
        .isEqualTo(Duration.ofMinutes(-6));
  }

  @Test
  void anAlertmanagerIsNotBlamedWhileItIsKnownToBeOurClock() {
    var world = new World(Limits.DEFAULT, "ulsfo/ops/a", "eqsin/ops/b");
    world.run(MINUTE);
    world.stepClock(Duration.ofMinutes(5));
    world.run(MINUTE);
    assertThat(world.state().fleet().sight().clock().wrong()).isPresent();
    world.arrives(reviewed(faults(Duration.ofMinutes(-5), Duration.ofMinutes(-5)), world));
    world.run(MINUTE);
    assertThat(told(world, "clock-skew")).isEmpty();

    world.stepClock(Duration.ofMinutes(-5));
    world.run(MINUTE);
    world.arrives(reviewed(faults(Duration.ofMinutes(5), Duration.ofMinutes(5)), world));
    world.run(MINUTE);

    assertThat(told(world, "clock-skew"))
        .isNotEmpty()
        .first()
        .satisfies(
            due ->
                assertThat(due.page().summary())
                    .startsWith("Receiver alertmanager shows another time than test since"));
  }

  @Test
  void itIsToldOnceAndIsOverOnceAReviewDoesNotFindIt() {
    world.run(MINUTE);
    review(faults(MINUTE.multipliedBy(5), Duration.ZERO));
    world.run(MINUTE);

    assertThat(told())
        .isNotEmpty()
        .allMatch(due -> due.route().receiver().equals("alertmanager"))
        .first()
        .satisfies(
            due -> {
              assertThat(due.incident().alert().labels())
                  .containsEntry("receiver", "alertmanager")
                  .containsEntry("cause", "clocks-differ")
                  .containsEntry("watcher", "test");
              assertThat(due.page().summary())
                  .startsWith(
                      "Receiver alertmanager has members whose clocks differ, seen by test");
            });

    review(List.of());
    world.run(MINUTE.multipliedBy(7));
    assertThat(told()).anyMatch(Due::resolves);
  }

  /** Nobody has asked the members yet: that is no sign that their clocks are right. */
  @Test
  void anotherRunDoesNotTakeItForOverBeforeItHasAsked() {
    world.run(MINUTE);
    review(faults(MINUTE.multipliedBy(5), Duration.ZERO));
    world.run(MINUTE);
    world.restart(MINUTE);
    world.run(MINUTE.multipliedBy(10));
    assertThat(told()).noneMatch(Due::resolves);

    review(List.of());
    world.run(MINUTE.multipliedBy(7));
    assertThat(told()).anyMatch(Due::resolves);
  }

  private List<Due> told() {
    return told(world, "clocks-differ");
  }

  private static List<Due> told(World world, String cause) {
    return world.sent.stream()
        .filter(due -> cause.equals(due.incident().alert().more().get("cause")))
        .toList();
  }

  private void review(List<RouteFault> faults) {
    world.arrives(reviewed(faults, world));
  }

  private static Fact reviewed(List<RouteFault> faults, World world) {
    return new Fact.RoutesReviewed(new RouteReview(faults, Optional.of(world.now())));
  }

  private static List<RouteFault> faults(Duration one, Duration other) {
    return heard(one, other).faults(routing("am1", "am2"), NOW);
  }

  private static MemberClocks heard(Duration one, Duration other) {
    return MemberClocks.NONE
        .heard(new Route("alertmanager", "am1"), Optional.of(one), NOW)
        .heard(new Route("alertmanager", "am2"), Optional.of(other), NOW);
  }

  private static Routing routing(String... members) {
    return new Routing(
        "test", Optional.empty(), List.of(Receivers.alertmanager(members)), Map.of());
  }
}
