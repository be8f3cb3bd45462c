package dev.deadair.turn.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PagerDuty's event queue as its contract tells it, and how it may fail. */
final class PagerDuty {

  /** What it does with events. */
  enum Mood {
    FINE,
    /** Answers 500, and takes nothing. */
    ERROR,
    /** Answers 429, and takes nothing. */
    LIMITED,
    /** Answers 400, and takes nothing. */
    REFUSING,
    /** Takes it, and the answer is lost. */
    LOSING_REPLIES,
    /** Neither takes nor answers. */
    HANGING,
    /** Does not answer in time, and takes it up to half a minute later. */
    LATE
  }

  /**
   * One event.
   *
   * @param from who sent it
   * @param order of departure, over all senders
   */
  record Event(String key, boolean resolves, String from, long order) {}

  /** What is known of one dedup key. */
  static final class Ledger {
    boolean open;
    int opened;
    long resolvedOrder = -1;
  }

  /** Who is told of every event that it takes. */
  interface Listener {
    void took(Event event, boolean opens, boolean closes);

    /** A trigger arrives behind a resolve that left after it. */
    void overtaken(Event event);
  }

  private record Delayed(Event event, long at) {}

  private final Chance chance;
  private final Listener listener;
  private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
  private final Deque<Delayed> delayed = new ArrayDeque<>();
  private Mood mood = Mood.FINE;
  private long fineSince;
  private long mangled;

  PagerDuty(Chance chance, Listener listener) {
    this.chance = chance;
    this.listener = listener;
  }

  void become(Mood next, long time) {
    if (next == Mood.FINE && mood != Mood.FINE) {
      fineSince = time;
    }
    mood = next;
  }

  boolean isFine() {
    return mood == Mood.FINE;
  }

  /** Since when it takes everything at once; only while it is fine. */
  long fineSince() {
    return fineSince;
  }

  /** How many requests came to harm. */
  long mangled() {
    return mangled;
  }

  Map<String, Ledger> ledgers() {
    return ledgers;
  }

  /** An event arrives. */
  Reply receive(Event event, long time) {
    mangled += mood == Mood.FINE ? 0 : 1;
    return switch (mood) {
      case FINE -> {
        take(event);
        yield new Reply(202, 0);
      }
      case ERROR -> new Reply(500, 0);
      case LIMITED -> new Reply(429, 0);
      case REFUSING -> new Reply(400, 0);
      case LOSING_REPLIES -> {
        take(event);
        yield Reply.NONE;
      }
      case HANGING -> Reply.NONE;
      case LATE -> {
        delayed.add(new Delayed(event, time + chance.between(1, 30)));
        yield Reply.NONE;
      }
    };
  }

  /** What was on its way for long arrives. */
  void advanceTo(long time) {
    if (!delayed.isEmpty()) {
      var arrived = new ArrayList<Delayed>();
      delayed.removeIf(each -> each.at() <= time && arrived.add(each));
      arrived.sort((one, other) -> Long.compare(one.at(), other.at()));
      arrived.forEach(each -> take(each.event()));
    }
  }

  private void take(Event event) {
    var ledger = ledgers.computeIfAbsent(event.key(), _ -> new Ledger());
    if (!event.resolves() && event.order() < ledger.resolvedOrder) {
      listener.overtaken(event);
    }
    var opens = !event.resolves() && !ledger.open;
    var closes = event.resolves() && ledger.open;
    ledger.open = !event.resolves();
    ledger.opened += opens ? 1 : 0;
    if (event.resolves()) {
      ledger.resolvedOrder = Math.max(ledger.resolvedOrder, event.order());
    }
    listener.took(event, opens, closes);
  }

  List<String> open() {
    return ledgers.entrySet().stream()
        .filter(each -> each.getValue().open)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * What comes back.
   *
   * @param status 0 where nothing does
   * @param after seconds until it does, or until nobody waits any more
   */
  record Reply(int status, long after) {
    /** The courier's deadline for one call. */
    static final Reply NONE = new Reply(0, 10);
  }
}
