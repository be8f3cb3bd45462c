package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.Holding;
import dev.deadair.alert.Route;
import dev.deadair.alert.Routes;
import dev.deadair.alert.Severity;
import dev.deadair.alert.Tally;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.sim.PagerDuty.Event;
import dev.deadair.turn.sim.PagerDuty.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

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

  /** That a group was notified as firing; a later entry wins. */
  private record Logged(long at, boolean firing) {}

  final String name;
  private final int position;
  private final PagerDuty pagerDuty;
  private final Orders orders;
  private final Map<Alert, Held> alerts = new LinkedHashMap<>();

  /** What arrived while it stood still, the latest first: it takes all at once, in any order. */
  private final Deque<LongConsumer> waiting = new ArrayDeque<>();

  private final Map<Alert, Logged> log = new LinkedHashMap<>();

  /** The same of the webhook by which we hear of it. */
  private final Map<Alert, Logged> receipts = new LinkedHashMap<>();

  final SilenceBook silences = new SilenceBook();
  private Optional<Tree> tree = Optional.empty();
  private Optional<Webhook> webhook = Optional.empty();
  private final List<Alertmanager> peers = new ArrayList<>();
  private long ahead;
  private boolean alive = true;
  private boolean frozen;
  private boolean reachesPagerDuty = true;
  private boolean reachesPeers = true;
  private boolean reachable = true;
  private long upSince;
  private long requests;
  private long failed;
  private long notifications;
  private long givenUp;

  Alertmanager(String name, int position, PagerDuty pagerDuty, Orders orders) {
    this.name = name;
    this.position = position;
    this.pagerDuty = pagerDuty;
    this.orders = orders;
  }

  void knows(List<Alertmanager> cluster) {
    cluster.stream().filter(each -> !each.equals(this)).forEach(peers::add);
  }

  /** It routes so, and opens under the keys that follow from that. */
  void routes(Tree theirs) {
    tree = Optional.of(theirs);
  }

  /** How it routes, if it says so. */
  Optional<Routes> routes() {
    return tree.flatMap(Tree::routes);
  }

  /** It lets us know, too, whom it notifies of what. */
  void tells(Webhook us) {
    webhook = Optional.of(us);
  }

  /** Killed; its notification log, and its silences, survive if they were written in time. */
  void kill(boolean withLog) {
    alive = false;
    alerts.clear();
    waiting.clear();
    if (withLog) {
      log.clear();
      receipts.clear();
      silences.lose();
    }
    requests = 0;
    failed = 0;
    notifications = 0;
    givenUp = 0;
  }

  void start(long time) {
    alive = true;
    frozen = false;
    upSince = time;
    waiting.forEach(each -> each.accept(time));
    waiting.clear();
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
    if (alive && frozen && reachable) {
      waiting.addFirst(later -> post(alert, key, startsAt, endsAt, later));
    }
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
    if (tree.isEmpty()) {
      held.key = key;
    }
    if (known == null) {
      tree.ifPresent(
          routes -> {
            held.groupKey = routes.groupKey(alert);
            held.key = Tree.key(held.groupKey);
          });
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

  /** What it answers to who asks whether it holds the alert. */
  Holding.As holding(Alert alert, long time) {
    if (!fires(alert, time)) {
      return new Holding.As.Missing();
    }
    var by = silencedBy(alert, time);
    return by.isEmpty() ? new Holding.As.Active(Set.of("pager")) : new Holding.As.Silenced(by);
  }

  private Set<String> silencedBy(Alert alert, long time) {
    return silences.isEmpty()
        ? Set.of()
        : alert.site().map(site -> silences.on(site, clock(time))).orElse(Set.of());
  }

  /** What it has counted. */
  Tally tally(Route route, Moment at) {
    var count = new Tally.Count(requests, failed, notifications, givenUp);
    return new Tally(route, at, Map.of("pagerduty", count));
  }

  /** Somebody tells it of a silence, from so many seconds on. */
  void silence(SiteId site, long in, long lasts, long time) {
    if (alive && !frozen) {
      silences.make(
          name + "-" + time, site, clock(time) + in, clock(time) + in + lasts, clock(time));
      gossip();
    }
  }

  /** Somebody ends what is silenced of a site. */
  void expireSilences(SiteId site, long time) {
    if (alive && !frozen) {
      silences.expire(site, clock(time));
      gossip();
    }
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
      givenUp += held.trying ? 1 : 0;
      held.trying = false;
    }
    var next = time + GROUP_INTERVAL;
    if (held.endsAt <= clock(time)) {
      if (notified(alert)) {
        log(log, alert, new Logged(clock(time), false));
      }
      held.resolvedTold = true;
      tellUsTheEnd(alert, held, time);
    } else if (alert.severity() == Severity.CRITICAL && silencedBy(alert, time).isEmpty()) {
      if (isNews(log.get(alert), time)) {
        next = trigger(held, time) ? next : time + RETRY;
        if (next == time + GROUP_INTERVAL) {
          log(log, alert, new Logged(clock(time), true));
        }
      }
      if (webhook.isPresent() && isNews(receipts.get(alert), time)) {
        if (tellsUs(alert, held, true, time)) {
          log(receipts, alert, new Logged(clock(time), true));
        } else {
          next = time + RETRY;
        }
      }
    }
    held.flushes = next;
  }

  private boolean tellsUs(Alert alert, Held held, boolean firing, long time) {
    return reachable
        && webhook
            .filter(
                us ->
                    us.post(
                        new Webhook.Notice(
                            held.groupKey, alert, firing, Clock.instant(held.startsAt)),
                        time))
            .isPresent();
  }

  private void tellUsTheEnd(Alert alert, Held held, long time) {
    var logged = receipts.get(alert);
    if (logged != null && logged.firing() && silencedBy(alert, time).isEmpty()) {
      tellsUs(alert, held, false, time);
      log(receipts, alert, new Logged(clock(time), false));
    }
  }

  private boolean isNews(@Nullable Logged logged, long time) {
    return logged == null || !logged.firing() || clock(time) - logged.at() >= REPEAT_INTERVAL;
  }

  private boolean trigger(Held held, long time) {
    notifications += held.trying ? 0 : 1;
    requests++;
    var event = new Event(held.key, false, name, orders.next());
    var taken = reachesPagerDuty && pagerDuty.receive(event, time).status() == 202;
    failed += taken ? 0 : 1;
    held.trying = !taken;
    return taken;
  }

  private void log(Map<Alert, Logged> where, Alert alert, Logged entry) {
    where.put(alert, entry);
    gossip();
  }

  private void gossip() {
    if (!alive || !reachesPeers) {
      return;
    }
    for (var peer : peers) {
      if (peer.alive && !peer.frozen && peer.reachesPeers) {
        merge(log, peer.log);
        merge(receipts, peer.receipts);
        silences.hears(peer.silences);
        peer.silences.hears(silences);
      }
    }
  }

  private static void merge(Map<Alert, Logged> own, Map<Alert, Logged> theirs) {
    own.forEach((alert, entry) -> theirs.merge(alert, entry, Alertmanager::later));
    theirs.forEach((alert, entry) -> own.merge(alert, entry, Alertmanager::later));
  }

  private static Logged later(Logged one, Logged other) {
    return other.at() > one.at() ? other : one;
  }
}
