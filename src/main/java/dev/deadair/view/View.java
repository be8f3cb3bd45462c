package dev.deadair.view;

import dev.deadair.alert.Blame;
import dev.deadair.alert.Hush;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.RouteReview;
import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Commit;
import dev.deadair.turn.State;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything there is to show of one turn, immutable. */
public final class View {

  /** Before the first turn. */
  public static final View BLANK =
      new View(
          0,
          Instant.EPOCH,
          "",
          Optional.empty(),
          new SelfView(
              false,
              List.of("the first turn has not ended yet"),
              Optional.empty(),
              Optional.empty()),
          RouteReview.NONE,
          List.of(),
          Map.of(),
          Map.of(),
          List.of(),
          List.of(),
          Map.of(),
          Diagnoses.NONE,
          Map.of());

  private final long seq;
  private final Instant at;
  private final String watcher;
  private final Optional<String> storeProblem;
  private final SelfView self;
  private final RouteReview routes;
  private final List<Hush> hushes;
  private final Map<SiteId, SiteView> sites;
  private final Map<IncidentId, IncidentView> incidents;
  private final List<MaintenanceView> maintenance;
  private final List<DrillView> drills;

  /** What the views above were made of: the same object needs no new view. */
  private final Map<SiteId, Site> shownSites;

  private final Diagnoses shownDiagnoses;

  private final Map<IncidentId, Incident> shownIncidents;

  private View(
      long seq,
      Instant at,
      String watcher,
      Optional<String> storeProblem,
      SelfView self,
      RouteReview routes,
      List<Hush> hushes,
      Map<SiteId, SiteView> sites,
      Map<IncidentId, IncidentView> incidents,
      List<MaintenanceView> maintenance,
      List<DrillView> drills,
      Map<SiteId, Site> shownSites,
      Diagnoses shownDiagnoses,
      Map<IncidentId, Incident> shownIncidents) {
    this.seq = seq;
    this.at = at;
    this.watcher = watcher;
    this.storeProblem = storeProblem;
    this.self = self;
    this.routes = routes;
    this.hushes = List.copyOf(hushes);
    this.sites = Collections.unmodifiableMap(sites);
    this.incidents = Collections.unmodifiableMap(incidents);
    this.maintenance = List.copyOf(maintenance);
    this.drills = List.copyOf(drills);
    this.shownSites = shownSites;
    this.shownDiagnoses = shownDiagnoses;
    this.shownIncidents = shownIncidents;
  }

  /**
   * The view of {@code state} at {@code now}.
   *
   * @param previous what was shown before it, {@link #BLANK} at first: what has not changed since
   *     is the same object here
   */
  public static View of(State state, Commit kept, Moment now, View previous) {
    var incidents = new LinkedHashMap<IncidentId, IncidentView>();
    state
        .incidents()
        .all()
        .forEach(each -> incidents.put(each.id(), previous.view(each, state, now)));
    var alerts = openBySite(incidents.values());
    var sites = new LinkedHashMap<SiteId, SiteView>();
    state
        .fleet()
        .sites()
        .forEach(
            (id, each) ->
                sites.put(
                    id,
                    previous.view(
                        each, state.diagnoses(), alerts.getOrDefault(id, List.of()), now)));
    return new View(
        state.seq(),
        now.wall(),
        state.rules().routing().watcher(),
        problem(kept),
        SelfView.of(state, kept, now),
        state.review(),
        state.hushes().stream().filter(each -> each.silence().isOn(now.wall())).toList(),
        sites,
        incidents,
        state.mutes().all().stream().map(each -> MaintenanceView.of(each, now)).toList(),
        DrillView.of(state),
        state.fleet().sites(),
        state.diagnoses(),
        state.incidents().byId());
  }

  /** The number of the turn; 0 before the first. */
  public long seq() {
    return seq;
  }

  /** When the turn was. */
  public Instant at() {
    return at;
  }

  /** Our own name. */
  public String watcher() {
    return watcher;
  }

  /** Why the journal does not hold this turn; empty when it does. */
  public Optional<String> storeProblem() {
    return storeProblem;
  }

  /** In the order of the inventory. */
  public Map<SiteId, SiteView> sites() {
    return sites;
  }

  /** Why {@code site} is in its state; empty where there is no such site. */
  public Optional<Why> why(SiteId site) {
    return Optional.ofNullable(shownSites.get(site)).map(Why::of);
  }

  /** Oldest first; those that are over stay until everybody was told. */
  public Map<IncidentId, IncidentView> incidents() {
    return incidents;
  }

  /** How this watcher itself fares. */
  public SelfView self() {
    return self;
  }

  /** What is worked on, and what was of late. */
  public List<MaintenanceView> maintenance() {
    return maintenance;
  }

  /** What is proven of every receiver, in the order of the configuration. */
  public List<DrillView> drills() {
    return drills;
  }

  /** Since when some receiver ought to know what it has not taken; empty when all know all. */
  public Optional<Instant> undeliveredSince() {
    return self.owedSince();
  }

  /** What was found about the ways of our alerts through the Alertmanagers. */
  public RouteReview routes() {
    return routes;
  }

  /** What silences of the Alertmanagers keep from people at this turn. */
  public List<Hush> hushes() {
    return hushes;
  }

  private IncidentView view(Incident incident, State state, Moment now) {
    var before = incidents.get(incident.id());
    // What is over keeps the verdict it had: of a server that is well again there is none.
    var verdict =
        incident.isOpen()
            ? Blame.verdict(incident, state.fleet(), state.diagnoses())
            : Optional.ofNullable(before).flatMap(IncidentView::verdict);
    var mutedBy = state.mutes().holding(incident, state.fleet(), now).map(Maintenance::id);
    return before != null
            && same(shownIncidents.get(incident.id()), incident)
            && before.verdict().equals(verdict)
            && before.mutedBy().equals(mutedBy)
        ? before
        : IncidentView.of(incident, verdict, mutedBy);
  }

  private SiteView view(Site site, Diagnoses diagnoses, List<AlertView> alerts, Moment now) {
    var before = sites.get(site.id());
    if (before == null) {
      return SiteView.of(site, diagnoses, alerts, now);
    }
    if (same(shownSites.get(site.id()), site)
        && same(shownDiagnoses, diagnoses)
        && before.alerts().equals(alerts)) {
      return before;
    }
    // Much of a site moves that nobody is shown, such as a clock that counts on.
    var fresh = SiteView.of(site, diagnoses, alerts, now);
    return fresh.equals(before) ? before : fresh;
  }

  private static Map<SiteId, List<AlertView>> openBySite(Collection<IncidentView> incidents) {
    return incidents.stream()
        .filter(each -> each.isOpen() && each.site().isPresent())
        .collect(
            Collectors.groupingBy(
                each -> each.site().orElseThrow(),
                Collectors.mapping(IncidentView::head, Collectors.toUnmodifiableList())));
  }

  private static Optional<String> problem(Commit kept) {
    return switch (kept) {
      case Commit.Kept() -> Optional.empty();
      case Commit.Unkept(var why) -> Optional.of(why);
    };
  }

  @SuppressWarnings("ReferenceEquality") // identity is the question
  private static boolean same(@Nullable Object one, Object other) {
    return one == other;
  }
}
