package dev.deadair.replay;

import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Reason;
import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.diagnosis.Finding;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.replay.Expectation.Span;
import dev.deadair.turn.State;
import dev.deadair.turn.Turn;
import dev.deadair.view.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that came of a scenario, in order. */
public final class Timeline {

  private static final String UNKNOWN = "unknown";

  private final List<Entry> entries = new ArrayList<>();
  private final Map<Subject, NavigableMap<Duration, String>> states = new HashMap<>();
  private final Map<SiteId, Site> seen = new HashMap<>();
  private final Map<SiteId, Optional<BlindCause>> sight = new HashMap<>();
  private Diagnoses diagnoses = Diagnoses.NONE;
  private final Set<IncidentId> told = new HashSet<>();
  private final Set<IncidentId> over = new HashSet<>();

  Timeline() {}

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  void happened(Duration at, String text) {
    entries.add(new Entry.Happened(at, text));
  }

  /** Takes up what one turn brought. */
  void took(Turn turn, Moment now, Duration at) {
    turn.transitions().forEach(each -> entries.add(new Entry.Changed(at, each)));
    turn.state().fleet().sites().values().forEach(site -> saw(site, at));
    find(turn.state(), at);
    for (var due : turn.due()) {
      if (isNews(due.reason()) && told.add(due.incident().id())) {
        entries.add(
            new Entry.Told(
                at, due.incident(), due.page().summary(), why(due.incident(), turn, now)));
      }
    }
    Stream.concat(turn.changes().incidents().stream(), turn.changes().closed().stream())
        .filter(each -> !each.isOpen() && told.contains(each.id()) && over.add(each.id()))
        .forEach(each -> entries.add(new Entry.Resolved(at, each, why(each, turn, now))));
  }

  private static boolean isNews(Reason reason) {
    return switch (reason) {
      case FIRST, CHANGED, ESCALATED -> true;
      case REPEAT, RESOLVED -> false;
    };
  }

  /** Notes what was not found at the turn before. */
  private void find(State state, Duration at) {
    if (state.diagnoses().equals(diagnoses)) {
      return;
    }
    for (var id : state.diagnoses().byInstance().keySet()) {
      var before = diagnoses.of(id).stream().map(Finding::code).toList();
      state.diagnoses().of(id).stream()
          .filter(each -> !before.contains(each.code()))
          .forEach(each -> entries.add(new Entry.Found(at, id, each)));
    }
    diagnoses = state.diagnoses();
  }

  @SuppressWarnings("ReferenceEquality") // what a turn has not changed is the same object
  private void saw(Site site, Duration at) {
    var before = seen.put(site.id(), site);
    if (before == site) {
      return;
    }
    note(site.id(), site.judgement().state().word(), at);
    for (var group : site.groups()) {
      note(group.id(), group.judgement().state().word(), at);
      group.instances().forEach(each -> note(each.id(), each.state().word(), at));
    }
    var blind = site.judgement().blind();
    var blindBefore = sight.put(site.id(), blind);
    if (blindBefore != null && !blindBefore.equals(blind)) {
      entries.add(new Entry.Sighted(at, site.id(), blind));
    }
  }

  private void note(Subject subject, String word, Duration at) {
    var history =
        states.computeIfAbsent(subject, _ -> new TreeMap<>(Map.of(Duration.ZERO, UNKNOWN)));
    if (!history.lastEntry().getValue().equals(word)) {
      history.put(at, word);
    }
  }

  private static List<String> why(Incident incident, Turn turn, Moment now) {
    return incident
        .alert()
        .site()
        .flatMap(id -> Optional.ofNullable(turn.state().fleet().sites().get(id)))
        .map(site -> Why.of(site).at(now.wall()).stream().map(Why.Line::text).toList())
        .orElse(List.of());
  }

  Stream<Entry.Told> told() {
    return entries.stream().filter(Entry.Told.class::isInstance).map(Entry.Told.class::cast);
  }

  Stream<Entry.Resolved> resolved() {
    return entries.stream()
        .filter(Entry.Resolved.class::isInstance)
        .map(Entry.Resolved.class::cast);
  }

  Stream<Entry.Found> found() {
    return entries.stream().filter(Entry.Found.class::isInstance).map(Entry.Found.class::cast);
  }

  /** The state at the beginning of {@code span}, and every other within, by when it began. */
  NavigableMap<Duration, String> states(Subject subject, Span span) {
    var all = states.getOrDefault(subject, new TreeMap<>(Map.of(Duration.ZERO, UNKNOWN)));
    var within = new TreeMap<>(all.subMap(span.from(), true, span.to(), true));
    within.put(span.from(), all.floorEntry(span.from()).getValue());
    return within;
  }
}
