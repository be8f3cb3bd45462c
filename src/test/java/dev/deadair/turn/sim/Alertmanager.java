package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.Severity;
import dev.deadair.turn.sim.PagerDuty.Event;
import dev.deadair.turn.sim.PagerDuty.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One member of an Alertmanager cluster, as measured on 0.25 and 0.33: alerts in memory alone, a
 * lease by its own clock, a log of notifications that it shares, every alert a group of its own
 * that is told at once, to PagerDuty without resolves.
 */
final class Alertmanager {

  /** What a group of ours is configured to wait between two looks at itself. */
  static final long GROUP_INTERVAL = 60;

  static final long REPEAT_INTERVAL = 4 * 3600;

  /** How long each member waits for those before it. */
  private static final long PEER_TIMEOUT = 15;

  /** How soon a notification that failed is tried again, until the group's next interval. */
  private static final long RETRY = 10;

  /** An alert as it was posted; times are on the member's own clock. */
  private static final class Held {
    long startsAt;
    long endsAt;
    String key = "";

    /** True time of the next look at the group. */
    long flushes;

    /** Until when the present flush goes on trying. */
    long triesUntil;

    boolean resolvedTold;
  }

  /** That a group was notified as firing; a later entry wins. */
  private record Logged(long at, boolean firing) {}

  final String name;
  private final int position;
  private final PagerDuty pagerDuty;
  private final Orders orders;
  private final Map<Alert, Held> alerts = new LinkedHashMap<>();
  private final Map<Alert, Logged> log = new LinkedHashMap<>();
  private final List<Alertmanager> peers = new ArrayList<>();
  private long ahead;
  private boolean alive = true;
  private boolean frozen;
  private boolean reachesPagerDuty = true;
  private boolean reachesPeers = true;
  private boolean reachable = true;
  private long upSince;
  private long requests;

  Alertmanager(String name, int position, PagerDuty pagerDuty, Orders orders) {
    this.name = name;
    this.position = position;
    this.pagerDuty = pagerDuty;
    this.orders = orders;
  }

  void knows(List<Alertmanager> cluster) {
    cluster.stream().filter(each -> !each.equals(this)).forEach(peers::add);
  }

  /** Killed; its notification log survives if it was written in time. */
  void kill(boolean withLog) {
    alive = false;
    alerts.clear();
    if (withLog) {
      log.clear();
    }
  }

  void start(long time) {
    alive = true;
    frozen = false;
    upSince = time;
    gossip();
  }

  void freeze() {
    frozen = true;
  }

  void skew(long seconds) {
    ahead = seconds;
  }

  /** Cuts it off from watchers, PagerDuty or its peers, or joins it again. */
  void cut(boolean fromWatchers, boolean fromPagerDuty, boolean fromPeers, long time) {
    if (!reachable || !reachesPagerDuty) {
      upSince = time;
    }
    reachable = !fromWatchers;
    reachesPagerDuty = !fromPagerDuty;
    reachesPeers = !fromPeers;
    gossip();
  }

  boolean works() {
    return alive && !frozen && reachable && reachesPagerDuty;
  }

  long upSince() {
    return upSince;
  }

  /** Its own clock, as the {@code Date} of an answer would show it. */
  long clock(long time) {
    return time + ahead;
  }

  boolean answers() {
    return alive && !frozen && reachable;
  }

  /** An alert is posted; its times are on the member's clock. */
  Reply post(Alert alert, String key, long startsAt, long endsAt, long time) {
    if (!reachable || frozen) {
      return Reply.NONE;
    }
    if (!alive) {
      return new Reply(0, 0);
    }
    var known = alerts.get(alert);
    if (known == null && endsAt <= clock(time) && !notified(alert)) {
      return new Reply(200, 0); // an end of what it has never told: taken, and nobody hears of it
    }
    var held = known == null ? alerts.computeIfAbsent(alert, _ -> new Held()) : known;
    held.startsAt = known == null ? startsAt : Math.min(held.startsAt, startsAt);
    held.endsAt = endsAt;
    held.key = key;
    if (known == null) {
      held.flushes = time + position * PEER_TIMEOUT;
      held.triesUntil = held.flushes + GROUP_INTERVAL;
    }
    if (endsAt > clock(time)) {
      held.resolvedTold = false;
    }
    flush(alert, held, time);
    return new Reply(200, 0);
  }

  private boolean notified(Alert alert) {
    var logged = log.get(alert);
    return logged != null && logged.firing();
  }

  /** Whether it holds the alert and believes it to fire. */
  boolean fires(Alert alert, long time) {
    var held = alerts.get(alert);
    return alive && held != null && held.endsAt > clock(time);
  }

  void advanceTo(long time) {
    if (alive && !frozen && !alerts.isEmpty()) {
      alerts.forEach((alert, held) -> flush(alert, held, time));
      alerts.values().removeIf(held -> held.resolvedTold);
    }
  }

  private void flush(Alert alert, Held held, long time) {
    if (time < held.flushes) {
      return;
    }
    if (time >= held.triesUntil) {
      held.triesUntil = time + GROUP_INTERVAL;
    }
    var next = time + GROUP_INTERVAL;
    if (held.endsAt <= clock(time)) {
      if (notified(alert)) {
        log(alert, new Logged(clock(time), false));
      }
      held.resolvedTold = true;
    } else if (isNews(alert, time) && alert.severity() == Severity.CRITICAL) {
      next = trigger(held, time) ? next : time + RETRY;
      if (next == time + GROUP_INTERVAL) {
        log(alert, new Logged(clock(time), true));
      }
    }
    held.flushes = next;
  }

  private boolean isNews(Alert alert, long time) {
    var logged = log.get(alert);
    return logged == null || !logged.firing() || clock(time) - logged.at() >= REPEAT_INTERVAL;
  }

  private boolean trigger(Held held, long time) {
    requests++;
    var event = new Event(held.key, false, name, orders.next());
    return reachesPagerDuty && pagerDuty.receive(event, time).status() == 202;
  }

  /** Requests to PagerDuty so far. */
  long requests() {
    return requests;
  }

  private void log(Alert alert, Logged entry) {
    log.put(alert, entry);
    gossip();
  }

  private void gossip() {
    if (!alive || !reachesPeers) {
      return;
    }
    for (var peer : peers) {
      if (peer.alive && !peer.frozen && peer.reachesPeers) {
        log.forEach((alert, entry) -> peer.log.merge(alert, entry, Alertmanager::later));
        peer.log.forEach((alert, entry) -> log.merge(alert, entry, Alertmanager::later));
      }
    }
  }

  private static Logged later(Logged one, Logged other) {
    return other.at() > one.at() ? other : one;
  }
}
