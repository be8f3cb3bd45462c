package dev.deadair.notify;

import dev.deadair.alert.Alert;
import dev.deadair.alert.AlertName;
import dev.deadair.alert.DedupKey;
import dev.deadair.alert.Due;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Page;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receiver.Nature;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Route;
import dev.deadair.alert.Severity;
import dev.deadair.alert.Stage;
import dev.deadair.liveness.SiteId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things to send, as the core would say them. */
final class Dues {

  static final Instant ONSET = ManualClock.START.wall().minus(Duration.ofMinutes(10));

  static final Receiver PAGERDUTY = Receivers.pagerDuty();

  private Dues() {}

  static Receiver alertmanager(String... members) {
    return new Receiver(
        "alertmanager",
        Nature.Level.DEFAULT,
        Severity.WARNING,
        List.of(members),
        Map.of("team", "sre"));
  }

  /** The first page about an absent site, over the receiver's first member. */
  static Due trigger(Receiver receiver, String site) {
    return due(receiver, site, AlertName.SITE_ABSENT, 1, Reason.FIRST);
  }

  static Due resolve(Receiver receiver, String site) {
    return due(receiver, site, AlertName.SITE_ABSENT, 2, Reason.RESOLVED);
  }

  /** The end of what may be open although nobody remembers it. */
  static Due assumed(Receiver receiver, String site) {
    var due = resolve(receiver, site);
    var known = due.incident();
    var incident =
        new Incident(
            known.id(),
            known.alert(),
            known.stage(),
            known.since(),
            known.lastData(),
            known.openedAt(),
            known.generation(),
            known.keys(),
            known.told(),
            known.history(),
            true);
    return new Due(incident, receiver, due.route(), due.reason(), due.page());
  }

  static Due due(Receiver receiver, String site, AlertName name, int generation, Reason reason) {
    var alert = new Alert(name, new SiteId(site));
    var id = new IncidentId(alert.toString());
    var stage = generation % 2 == 1 ? new Stage.Firing() : new Stage.Resolved(ManualClock.START);
    var incident =
        new Incident(
            id,
            alert,
            stage,
            ONSET,
            Optional.of(ONSET),
            ManualClock.START,
            generation,
            new DedupKey("key-of-" + id),
            Map.of());
    var route = new Route(receiver.name(), receiver.members().getFirst());
    return new Due(incident, receiver, route, reason, page(site));
  }

  static Due over(Due due, String member) {
    return new Due(
        due.incident(),
        due.receiver(),
        new Route(due.receiver().name(), member),
        due.reason(),
        due.page());
  }

  static Due saying(Due due, Page page) {
    return new Due(due.incident(), due.receiver(), due.route(), due.reason(), page);
  }

  static Page page(String site) {
    var summary = "Site " + site + " has produced no data since 2026-11-01 11:50:00 UTC";
    return new Page(
        summary,
        Map.of(
            "summary", summary,
            "description", "Last sample: 2026-11-01 11:50:00 UTC.\n- ops/a \"down\"",
            "since", ONSET.toString(),
            "runbook_url", "https://runbooks.example/absent",
            "dashboard_url", "javascript:alert(1)"),
        Optional.of(URI.create("https://deadair.example/#/sites/" + site)));
  }
}
