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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alertmanagers whose members do not agree on the time lose pages and double them. */
class MemberClocksTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

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
  void whoTellsNoTimeOrIsAloneIsComparedWithNobody() {
    assertThat(
            new MemberClocks(Map.of(new Route("alertmanager", "am1"), MINUTE.multipliedBy(9)))
                .faults(routing("am1", "am2")))
        .isEmpty();
    assertThat(
            MemberClocks.NONE
                .heard(new Route("alertmanager", "am1"), Optional.of(MINUTE.multipliedBy(9)))
                .heard(new Route("alertmanager", "am2"), Optional.of(Duration.ZERO))
                .heard(new Route("alertmanager", "am1"), Optional.empty())
                .faults(routing("am1", "am2")))
        .isEmpty();
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
    return world.sent.stream()
        .filter(due -> "clocks-differ".equals(due.incident().alert().more().get("cause")))
        .toList();
  }

  private void review(List<RouteFault> faults) {
    world.arrives(new Fact.RoutesReviewed(new RouteReview(faults, Optional.of(world.now()))));
  }

  private static List<RouteFault> faults(Duration one, Duration other) {
    return new MemberClocks(
            Map.of(new Route("alertmanager", "am1"), one, new Route("alertmanager", "am2"), other))
        .faults(routing("am1", "am2"));
  }

  private static Routing routing(String... members) {
    return new Routing(
        "test", Optional.empty(), List.of(Receivers.alertmanager(members)), Map.of());
  }
}
