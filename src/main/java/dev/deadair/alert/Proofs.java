package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What proves, of one incident, that Alertmanagers have notified people. */
final class Proofs {

  /** The second member waits for the first, and for what it tries. */
  private static final Duration FLUSH = Duration.ofSeconds(30);

  /** By how much what a receipt tells of may seem to have begun before: clocks 5 min off. */
  private static final Duration BEHIND = Duration.ofMinutes(6);

  private final Routing routing;
  private final Alertmanagers alertmanagers;
  private final Moment turn;

  Proofs(Routing routing, Alertmanagers alertmanagers, Moment now) {
    this.routing = routing;
    this.alertmanagers = alertmanagers;
    this.turn = now;
  }

  /**
   * The incident, after these receipts.
   *
   * @param routed whether some Alertmanager has just said how it routes
   */
  Incident of(Incident incident, Collection<Receipt> receipts, boolean routed) {
    var proven = routed ? routed(incident) : incident;
    for (var receipt : receipts) {
      proven = heard(proven, receipt);
    }
    return proven.isOpen() ? counted(proven) : proven;
  }

  private Incident routed(Incident incident) {
    var predicted = alertmanagers.predicted(incident.alert(), routing);
    return predicted.isEmpty() ? incident : incident.knownAs(predicted, shared());
  }

  /** A receipt names no member; each that took it may have been the one. */
  private Incident heard(Incident incident, Receipt receipt) {
    if (receipt.alerts().stream().noneMatch(each -> incident.alert().isIn(each.labels()))) {
      return incident;
    }
    var known = incident.knownAs(List.of(receipt.key()), shared());
    if (!incident.isOpen() || !isFiring(incident, receipt)) {
      return known;
    }
    for (var route : routing.routes(Receiver::isLevel)) {
      var told = known.told().get(route);
      if (told != null && told.mayHold()) {
        known = known.notified(route, receipt.at(), "it told us too, for " + receipt.receiver());
      }
    }
    return known;
  }

  private static boolean isFiring(Incident incident, Receipt receipt) {
    return receipt.alerts().stream()
        .anyMatch(
            each ->
                each.firing()
                    && incident.alert().isIn(each.labels())
                    && !isOfAnEarlier(incident, each));
  }

  /**
   * A receipt may wait in a queue before us. What it tells of has begun when we had said, or before
   * that as far as the clocks of another watcher and of the member are behind, which is told no
   * time to come; between two incidents of one alert lies more.
   */
  private static boolean isOfAnEarlier(Incident incident, Receipt.Notified notified) {
    var earliest = incident.since().minus(BEHIND);
    return notified.startsAt().filter(at -> at.isBefore(earliest)).isPresent();
  }

  private List<Route> shared() {
    return routing.routes(Receiver::isShared);
  }

  private Incident counted(Incident incident) {
    var proven = incident;
    for (var receiver : routing.receivers()) {
      for (var member : receiver.routes()) {
        if (receiver.isLevel() && hasCounted(incident, receiver, member)) {
          proven =
              proven.notified(member, turn, "it has counted a notification, and none that failed");
        } else if (receiver.isLevel() && hasFlushed(incident, receiver, member)) {
          proven =
              proven.notified(member, turn, "it had notified, and its group was due again since");
        }
      }
    }
    return proven;
  }

  /**
   * Whether {@code member}, which had notified, has held it for so long since it came back that it
   * has told people anew unless they never heard of an end: to it that is no news, and then nothing
   * else would ever prove it.
   */
  private boolean hasFlushed(Incident incident, Receiver receiver, Route member) {
    var told = incident.told().get(member);
    var due = alertmanagers.groupInterval(incident.alert(), receiver, member).plus(FLUSH);
    return told != null
        && told.proof().listed().filter(since -> turn.since(since).compareTo(due) >= 0).isPresent()
        && hadNotified(incident, member)
        && !alertmanagers.isFailing(incident.alert(), receiver, member);
  }

  private static boolean hadNotified(Incident incident, Route member) {
    return incident.history().stream()
        .filter(each -> each.route().equals(member))
        .dropWhile(each -> each.kind() != Step.Kind.NOTIFIED)
        .anyMatch(each -> each.kind() == Step.Kind.RELAPSED);
  }

  private boolean hasCounted(Incident incident, Receiver receiver, Route member) {
    var told = incident.told().get(member);
    return told != null
        && told.proof().listed().isPresent()
        && alertmanagers.hasNotified(incident.alert(), receiver, member, incident.wantedSince());
  }
}
