package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Due;
import dev.deadair.liveness.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A journal that does not hold what it should is told, and so is that it does again. */
class StoreFailingTest {

  private static final String ALERT = "DeadairStoreFailing{/test}";

  private final World world = new World(Limits.DEFAULT, "ulsfo/ops/prometheus4001");

  @Test
  void halfAMinuteWithoutADiskIsAWarningAndLessIsNone() {
    stored(new Commit.Unkept("no space left on device"), 29);
    assertThat(told()).isEmpty();

    stored(new Commit.Unkept("no space left on device"), 5);

    assertThat(told()).isNotEmpty().noneMatch(Due::resolves);
    assertThat(world.turns.getLast().state().incidents().all())
        .extracting(each -> each.alert().toString())
        .contains(ALERT);
  }

  @Test
  void itEndsOnceTheDiskHasTakenEverythingForFiveMinutes() {
    stored(new Commit.Unkept("no space left on device"), 60);
    stored(new Commit.Kept(), 290);
    assertThat(told()).noneMatch(Due::resolves);

    stored(new Commit.Kept(), 30);

    assertThat(told()).anyMatch(Due::resolves);
  }

  @Test
  void aHiccupBeginsTheCountAnew() {
    for (var i = 0; i < 20; i++) {
      stored(new Commit.Unkept("no space left on device"), 20);
      stored(new Commit.Kept(), 1);
    }

    assertThat(told()).isEmpty();
  }

  @Test
  void aDiskThatTakesNothingMakesNobodyBlind() {
    stored(new Commit.Unkept("the disk has not answered for 2000 ms"), 1800);

    assertThat(world.site("ulsfo").judgement().blind()).isEmpty();
    assertThat(world.sent)
        .extracting(due -> due.incident().alert().name().label())
        .containsOnly("DeadairStoreFailing");
  }

  @Test
  void aJournalThatWasSetAsideIsKnownUntilTheEnd() {
    world.arrives(new Fact.Lost("journal.db is damaged"));
    stored(new Commit.Kept(), 600);

    assertThat(world.state().lost()).map(Self.Loss::what).contains("journal.db is damaged");
  }

  private void stored(Commit commit, int seconds) {
    for (var i = 0; i < seconds; i++) {
      world.arrives(new Fact.Stored(commit));
      world.second();
    }
  }

  private List<Due> told() {
    return world.sent.stream()
        .filter(due -> due.incident().alert().toString().equals(ALERT))
        .toList();
  }
}
