package dev.deadair.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.deadair.liveness.Memory;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {

  private static final Commit KEPT = new Commit.Kept();
  private static final Duration DEADLINE = Duration.ofMillis(200);
  private static final Duration SOON = DEADLINE.multipliedBy(20);
  private static final Commit LATE = new Commit.Unkept("the disk has not answered for 200 ms");

  private final StoppableStore store = new StoppableStore();
  private final Journal journal = new Journal(store, DEADLINE);
  private final RandomRecords records = new RandomRecords(1);
  private long seq;

  @AfterEach
  void close() {
    store.disk.countDown();
    journal.close();
  }

  @Test
  void aTurnIsKeptOnceTheStoreHasIt() {
    var changes = changes();

    assertThat(commit(changes)).isEqualTo(KEPT);

    assertThat(store.kept).containsExactly(changes);
  }

  @Test
  void aTurnWithoutChangesAsksNothingOfTheDisk() {
    stopDisk();

    assertThat(commit(Changes.NONE)).isEqualTo(KEPT);
  }

  @Test
  void aStoppedDiskHoldsUpOneTurnForTheDeadlineAndTheNextNotAtAll() {
    stopDisk();

    assertThat(timeOf(() -> assertThat(commit(changes())).isEqualTo(LATE)))
        .isGreaterThanOrEqualTo(DEADLINE);
    assertThat(
            timeOf(
                () -> {
                  for (var i = 0; i < 100; i++) {
                    assertThat(commit(changes())).isEqualTo(LATE);
                    assertThat(commit(Changes.NONE)).isEqualTo(LATE);
                  }
                }))
        .isLessThan(SOON);
  }

  @Test
  void whatChangedMeanwhileIsWrittenInOneGoOnceTheDiskIsBack() {
    stopDisk();
    var first = changes();
    var second = changes();
    var third = changes();
    assertThat(commit(first)).isEqualTo(LATE);
    assertThat(commit(second)).isEqualTo(LATE);
    assertThat(commit(Changes.NONE)).isEqualTo(LATE);

    store.disk.countDown();
    awaitKept(1);

    assertThat(commit(third)).isEqualTo(KEPT);
    assertThat(store.kept).containsExactly(first, second.and(third));
    assertThat(commit(Changes.NONE)).isEqualTo(KEPT);
    assertThat(store.kept).hasSize(2);
  }

  @Test
  void anEmptyTurnIsKeptOnceTheLateCommitBeforeItIs() {
    stopDisk();
    var only = changes();
    assertThat(commit(only)).isEqualTo(LATE);

    store.disk.countDown();
    awaitKept(1);

    Awaitility.await().untilAsserted(() -> assertThat(commit(Changes.NONE)).isEqualTo(KEPT));
    assertThat(store.kept).containsExactly(only);
  }

  @Test
  void turnsWaitAgainAfterTheDiskWasBack() {
    stopDisk();
    commit(changes());
    store.disk.countDown();
    awaitKept(1);
    assertThat(commit(changes())).isEqualTo(KEPT);

    stopDisk();

    assertThat(timeOf(() -> assertThat(commit(changes())).isEqualTo(LATE)))
        .isGreaterThanOrEqualTo(DEADLINE);
  }

  @Test
  void whatAFailingDiskDidNotKeepIsTriedAgainWithEveryTurn() {
    var full = new Commit.Unkept("disk full");
    store.answer = () -> full;
    var first = changes();
    var second = changes();
    assertThat(commit(first)).isEqualTo(full);
    assertThat(commit(Changes.NONE)).isEqualTo(full);
    assertThat(commit(second)).isEqualTo(full);

    store.answer = Commit.Kept::new;

    assertThat(commit(Changes.NONE)).isEqualTo(KEPT);
    assertThat(store.kept).containsExactly(first.and(second));
  }

  @Test
  void whatALateCommitFailedToKeepIsNotForgotten() {
    stopDisk();
    store.answer = () -> new Commit.Unkept("disk full");
    var first = changes();
    var second = changes();
    assertThat(commit(first)).isEqualTo(LATE);
    assertThat(commit(second)).isEqualTo(LATE);

    store.disk.countDown();
    Awaitility.await().untilAsserted(() -> assertThat(commit(Changes.NONE)).isNotEqualTo(LATE));
    store.answer = Commit.Kept::new;

    assertThat(commit(Changes.NONE)).isEqualTo(KEPT);
    assertThat(store.kept).containsExactly(first.and(second));
  }

  @Test
  void aBugInTheStoreKeepsNoPageFromLeaving() {
    store.answer =
        () -> {
          throw new IllegalStateException("oh");
        };
    var changes = changes();

    assertThat(commit(changes))
        .isEqualTo(new Commit.Unkept("a bug: java.lang.IllegalStateException: oh"));

    store.answer = Commit.Kept::new;
    assertThat(commit(Changes.NONE)).isEqualTo(KEPT);
    assertThat(store.kept).containsExactly(changes);
  }

  @Test
  void aDiskAwayForDaysDoesNotFillTheMemory() {
    store.answer = () -> new Commit.Unkept("disk full");
    for (var i = 0; i < 300; i++) {
      var transitions = IntStream.range(0, 100).mapToObj(records::transition);
      commit(new Changes(List.of(), List.of(), transitions.toList(), Memory.NONE));
    }
    var last = changes();
    commit(last);
    store.answer = Commit.Kept::new;

    assertThat(commit(Changes.NONE)).isEqualTo(KEPT);

    var written = store.kept.getFirst();
    assertThat(written.transitions()).hasSize(10_000).endsWith(last.transitions().getLast());
    assertThat(written.incidents()).isEqualTo(last.incidents());
    assertThat(written.memory()).isEqualTo(last.memory());
  }

  @Test
  void closingDoesNotWaitForAStoppedDisk() {
    stopDisk();
    commit(changes());

    assertTimeout(SOON, journal::close);

    assertThat(store.closed.getCount()).isOne();
  }

  @Test
  void closingLetsACommitThatIsUnderWayEnd() throws Exception {
    stopDisk();
    commit(changes());
    store.disk.countDown();

    journal.close();

    assertThat(store.closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(store.kept).hasSize(1);
  }

  @Test
  void theStartSaysWhatThePastLacks() throws Exception {
    assertThat(journal.load(Turns.NOW).lost()).contains("it was never written");
  }

  @Test
  void aDiskThatDoesNotAnswerAtTheStartIsStartedWithout() throws Exception {
    stopDisk();
    try (var hung = new Journal(store, DEADLINE, DEADLINE)) {
      var loaded = assertTimeout(SOON, () -> hung.load(Turns.NOW));
      assertThat(loaded.lost()).contains("it has not been read after 200 ms");
      assertThat(hung.commit(Turns.turn(1, changes()))).isEqualTo(LATE);
      assertThat(store.leftBehind).as("it is being read still").isEmpty();
      store.disk.countDown();
      Awaitility.await().until(() -> KEPT.equals(hung.commit(Turns.turn(2, Changes.NONE))));

      assertThat(store.leftBehind).as("before anything is written").containsExactly(0);
    }
  }

  @Test
  void aSecondJournalInADirectoryIsRefusedAndOneThatFollowsIsNot(@TempDir Path directory)
      throws Exception {
    var first = Journal.open(directory);

    assertThatThrownBy(() -> Journal.open(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString());

    first.close();
    try (var next = Journal.open(directory)) {
      assertThat(next.load(Turns.NOW).lost()).isEmpty();
      assertThat(next.commit(Turns.turn(1, changes()))).isEqualTo(KEPT);
    }
  }

  private Commit commit(Changes changes) {
    return journal.commit(Turns.turn(++seq, changes));
  }

  private Changes changes() {
    var n = (int) seq * 10;
    return new Changes(
        List.of(records.incident(n)),
        List.of(records.incident(n + 1)),
        List.of(records.transition(n)),
        records.memory());
  }

  private void stopDisk() {
    store.disk = new CountDownLatch(1);
  }

  private void awaitKept(int commits) {
    Awaitility.await().until(() -> store.kept.size() == commits);
  }

  private static Duration timeOf(Runnable work) {
    var start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
