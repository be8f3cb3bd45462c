package dev.deadair.alert;

import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Sight;
import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The delivery of alerts on a virtual clock, to receivers that answer as a test says. */
final class Deliverer {

  static final Moment START =
      new Moment(Instant.parse("2026-11-01T12:00:00Z"), Duration.ofDays(3), Duration.ofDays(3));
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Receiver ALERTMANAGER = Receivers.alertmanager("am1", "am2");
  static final Receiver PAGERDUTY = Receivers.pagerDuty();
  static final Receiver FALLBACK = Receivers.pagerDuty(Duration.ofSeconds(60));
  static final Alert DARK = absent("eqsin");
  static final Holding.As ACTIVE = new Holding.As.Active(Set.of("pager"));
  static final Holding.As SILENCED = new Holding.As.Silenced(Set.of("some-id"));
  static final Outcome TAKEN = new Outcome.Accepted(200);
  static final Outcome REFUSED = new Outcome.Rejected(400, "no");
  static final Outcome NOTHING = new Outcome.Failed("no answer in time");

  /** Everything goes to one pager, each alert for itself. */
  static final Routes ROUTES =
      new Routes(
          node("pager"),
          Map.of(
              "pager",
              new Routes.Contact("pager", List.of(new Routes.Integration("pagerduty", false)))),
          List.of());

  private static Routes.Node node(String receiver) {
    return new Routes.Node(
        List.of(),
        false,
        Optional.of(receiver),
        Optional.of(new Routes.GroupBy.All()),
        new Routes.Timing(Optional.empty(), Optional.empty(), Optional.empty()),
        List.of(),
        List.of(),
        List.of());
  }

  /** How long data must have been back, among others. */
  Limits limits = Limits.of(Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofMinutes(5));

  private static final Fleet NO_FLEET =
      new Fleet(new Inventory(Duration.ofSeconds(15), List.of()), Sight.UNPROVEN, Map.of());

  private static final Page PAGE = new Page("dark", Map.of(), Optional.empty());

  final Map<Alert, Symptom.Standing> standings = new LinkedHashMap<>();
  final Map<Route, Function<Due, Outcome>> answers = new HashMap<>();
  final List<Due> sent = new ArrayList<>();
  final Routing routing;
  Incidents incidents = Incidents.NONE;
  Alertmanagers alertmanagers = Alertmanagers.NONE;
  Moment now = START;
  private final List<Report> reports = new ArrayList<>();
  private Duration underWay = Duration.ZERO;

  Deliverer(Receiver... receivers) {
    this(List.of(receivers), Map.of());
  }

  /** A watcher some of whose sites have receivers of their own. */
  Deliverer(List<Receiver> receivers, Map<SiteId, Set<String>> ofSite) {
    routing = new Routing("eqsin-a", Optional.empty(), receivers, ofSite);
  }

  /** A site of which those have just been told that it is absent. */
  static Deliverer dark(Receiver... receivers) {
    var world = new Deliverer(receivers);
    world.is(DARK, Symptom.Standing.REACHED);
    world.turn(List.of(), List.of());
    return world;
  }

  static Alert absent(String site) {
    return new Alert(AlertName.SITE_ABSENT, new SiteId(site));
  }

  void is(Alert alert, Symptom.Standing standing) {
    standings.put(alert, standing);
  }

  void answer(String member, Outcome outcome) {
    for (var receiver : routing.receivers()) {
      receiver.routes().stream()
          .filter(each -> each.member().equals(member))
          .forEach(each -> answers.put(each, _ -> outcome));
    }
  }

  /** What receivers answer is known so long after it was sent; nothing else is sent meanwhile. */
  void reportsAfter(Duration time) {
    underWay = time;
  }

  void stepClock(Duration by) {
    now = new Moment(now.wall().plus(by), now.mono(), now.boot());
  }

  /** As many turns, one a second. */
  void run(Duration time) {
    for (var i = 0; i < time.toSeconds(); i++) {
      turn(List.of(), List.of());
    }
  }

  /** Turns until it is over, and Alertmanagers are being told so. */
  void runToItsEnd() {
    while (only().isOpen()) {
      turn(List.of(), List.of());
    }
  }

  void turn(List<Holding> holdings, List<Receipt> receipts) {
    now = now.plus(Duration.ofSeconds(1));
    var known = reports.stream().filter(each -> !each.at().isAfter(now)).toList();
    reports.removeAll(known);
    var heard =
        incidents.heard(known).proven(holdings, receipts, true, alertmanagers, routing, now);
    var symptoms = new ArrayList<Symptom>();
    standings.forEach((alert, standing) -> symptoms.add(symptom(alert, standing)));
    var judged = new Judging(heard, alertmanagers, routing, now).with(symptoms);
    var unclosed = judged.unclosed(routing, now);
    var due = new ArrayList<Due>();
    for (var incident : unclosed.byId().values()) {
      new Errands(
              unclosed,
              incident,
              alertmanagers,
              routing,
              new Quiet(unclosed.all(), Mutes.NONE, NO_FLEET, now).isOn(incident),
              now)
          .all()
          .forEach(each -> due.add(each.due(incident, PAGE)));
    }
    incidents = unclosed.offered(due, routing, now);
    for (var each : Due.withoutUndoing(due)) {
      if (reports.stream().anyMatch(report -> report.route().equals(each.route()))) {
        continue;
      }
      sent.add(each);
      var at = now.plus(underWay);
      reports.add(Report.on(each, at, answers.getOrDefault(each.route(), _ -> TAKEN).apply(each)));
    }
  }

  private Symptom symptom(Alert alert, Symptom.Standing standing) {
    return new Symptom(
        alert,
        standing,
        Optional.of(START.wall().minusSeconds(600)),
        Optional.of(START.wall().minusSeconds(600)),
        limits);
  }

  /** Another run of ours, from what the journal holds. */
  void restart(Duration away) {
    now = now.plus(away);
    reports.clear();
    incidents = Incidents.of(incidents.all(), incidents.openings());
    var resumed = new LinkedHashMap<>(incidents.byId());
    resumed.replaceAll((_, each) -> new Takeover(each, routing, now).resumed());
    var forgotten = Incidents.mayBeOpen(standings.keySet(), resumed.values());
    incidents = new Incidents(resumed, incidents.openings(), forgotten);
    incidents
        .byId()
        .values()
        .forEach(each -> standings.putIfAbsent(each.alert(), Symptom.Standing.UNSEEN));
  }

  /** Another run of ours, from a journal that has lost its latest turns. */
  void withoutOpen() {
    reports.clear();
    sent.clear();
    incidents = incidents.withoutOpen().resumed(NO_FLEET, routing, now);
  }

  Incident only() {
    var all = incidents.byId().values();
    if (all.size() != 1) {
      throw new AssertionError(all);
    }
    return all.iterator().next();
  }

  /** What the member holds of the only incident. */
  void holds(String member, Holding.As as) {
    var route =
        routing.receivers().stream()
            .flatMap(each -> each.routes().stream())
            .filter(each -> each.member().equals(member))
            .findFirst()
            .orElseThrow();
    var incident = only();
    turn(List.of(new Holding(incident.id(), incident.generation(), route, now, as)), List.of());
  }

  /** An Alertmanager tells us, too, that it goes on. */
  void receipt(String groupKey, Alert alert) {
    receipt(groupKey, alert, true);
  }

  /** An Alertmanager tells us, too, that it is over. */
  void receiptOfTheEnd(String groupKey, Alert alert) {
    receipt(groupKey, alert, false);
  }

  private void receipt(String groupKey, Alert alert, boolean firing) {
    var notified = new Receipt.Notified(alert.labels(), firing);
    turn(List.of(), List.of(new Receipt(now, "pager", groupKey, List.of(notified))));
  }

  void counts(String member, double requests, double failed) {
    counts(member, new Tally.Count(requests, failed));
  }

  void counts(String member, Tally.Count count) {
    var route = new Route("alertmanager", member);
    alertmanagers = alertmanagers.heard(new Tally(route, now, Map.of("pagerduty", count)));
  }

  /** The member tells that what it takes goes to a receiver that is made of these. */
  void routes(String member, String... integrations) {
    var made = Stream.of(integrations).map(each -> new Routes.Integration(each, false)).toList();
    var contact = new Routes.Contact("theirs", made);
    var routes = new Routes(node("theirs"), Map.of("theirs", contact), List.of());
    alertmanagers = alertmanagers.heard(new Route("alertmanager", member), routes, now);
  }

  /** The member tells that it has silenced the site for an hour, or nothing where it is empty. */
  void silences(String member, String site) {
    var silence =
        new Silence(
            "id",
            List.of(Matcher.of("site", Matcher.Op.EQUAL, site)),
            now.wall().minusSeconds(60),
            now.wall().plusSeconds(3600),
            "somebody",
            "work");
    alertmanagers =
        alertmanagers.heard(
            new Route("alertmanager", member), site.isEmpty() ? List.of() : List.of(silence), now);
  }

  List<Due> to(String member) {
    return sent.stream().filter(each -> each.route().member().equals(member)).toList();
  }

  /** What receivers ought to know and do not, where nothing is maintained. */
  Undelivered undelivered() {
    var quiet = new Quiet(incidents.all(), Mutes.NONE, NO_FLEET, now);
    return new Undelivered(incidents, quiet, alertmanagers, routing, now);
  }

  /** What is warned of for that. */
  List<Symptom> warnings() {
    return undelivered().symptoms(Drills.NONE, List.of());
  }
}
