package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.ArrayList;
import java.util.List;

/** Everything that is to be sent now of one incident. */
final class Errands {

  private final Incidents all;
  private final Incident incident;
  private final Routing routing;
  private final Ladder ladder;
  private final Closing closing;

  Errands(
      Incidents all,
      Incident incident,
      Alertmanagers alertmanagers,
      Routing routing,
      boolean quiet,
      Moment now) {
    this.all = all;
    this.incident = incident;
    this.routing = routing;
    this.ladder = new Ladder(incident, routing, alertmanagers, quiet, now);
    this.closing = new Closing(incident, routing, now);
  }

  /** One of them. */
  record Errand(Receiver receiver, Route route, Reason reason, DedupKey key) {

    Due due(Incident incident, Page page) {
      return new Due(incident, receiver, route, reason, page, key);
    }
  }

  /** A resolve is among them only where the turn sees that it is over. */
  List<Errand> all() {
    var errands = new ArrayList<Errand>();
    if (!incident.isOpen() && all.inDoubt().contains(incident.alert())) {
      return errands;
    }
    for (var receiver : routing.receivers()) {
      for (var route : receiver.routes()) {
        if (incident.isOpen()) {
          ladder
              .reason(receiver, route)
              .ifPresent(
                  reason -> errands.add(new Errand(receiver, route, reason, incident.key())));
        } else if (receiver.isLevel()) {
          if (closing.isDue(receiver, route)) {
            errands.add(new Errand(receiver, route, Reason.RESOLVED, incident.key()));
          }
        } else {
          closing
              .due(receiver, route, all.byId().values())
              .forEach(key -> errands.add(new Errand(receiver, route, Reason.RESOLVED, key)));
        }
      }
    }
    return errands;
  }
}
