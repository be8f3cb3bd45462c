package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.Receipt;
import dev.deadair.turn.Fact;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The way of an Alertmanager's notifications to the watcher that is to hear of them, too. */
final class Webhook {

  private record Delayed(Notice notice, long at) {}

  /** What an Alertmanager tells of a group: one alert. */
  record Notice(String groupKey, Alert alert, boolean firing, Instant startsAt) {}

  /** A queue before the watcher may keep one for so long. */
  private static final long LATE = 240;

  private final Chance chance;
  private final SimulatedWatcher watcher;
  private final Deque<Delayed> delayed = new ArrayDeque<>();
  private long mangled;

  Webhook(Chance chance, SimulatedWatcher watcher) {
    this.chance = chance;
    this.watcher = watcher;
  }

  /** How many came to harm. */
  long mangled() {
    return mangled;
  }

  /** Whether it was taken, as far as its sender knows: if not, it is sent again. */
  boolean post(Notice notice, long time) {
    if (!watcher.runs() || watcher.isBlind()) {
      return false;
    }
    var mood = chance.between(0, 7);
    mangled += mood < 3 ? 1 : 0;
    if (mood == 0) {
      return true; // it died before its journal held what it had taken
    }
    if (mood == 1 || mood == 2) {
      delayed.add(new Delayed(notice, time + chance.about(LATE)));
    }
    if (mood != 1) {
      deliver(notice, time);
    }
    return mood != 1; // no answer came in time
  }

  void advanceTo(long time) {
    delayed.removeIf(
        each -> {
          var arrives = each.at() <= time;
          if (arrives && watcher.runs()) {
            deliver(each.notice(), time);
          }
          return arrives;
        });
  }

  private void deliver(Notice notice, long time) {
    var notified =
        new Receipt.Notified(
            notice.alert().labels(), notice.firing(), Optional.of(notice.startsAt()));
    watcher.hears(
        new Fact.Received(
            new Receipt(watcher.clock.at(time), "pager", notice.groupKey(), List.of(notified))));
  }
}
