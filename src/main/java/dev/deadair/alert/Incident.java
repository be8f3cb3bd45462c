package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One outage's story, from the moment its condition was reached until everybody knows it is over.
 *
 * @param since when what it is about began: the onset, not the decision
 * @param lastData when there was data last, as known when it opened
 * @param generation counts what receivers are to be told: it opened, it is over, it is back
 * @param keys under which it may be open at PagerDuty; ours is told under the first, which is
 *     frozen once it has been used
 * @param told how far each route has been told
 * @param history what happened on its way to people, in order
 * @param assumed whether nobody remembers it: it may have been opened by a run of ours whose
 *     journal is lost, and is closed in case it was
 */
public record Incident(
    IncidentId id,
    Alert alert,
    Stage stage,
    Instant since,
    Optional<Instant> lastData,
    Moment openedAt,
    int generation,
    List<DedupKey> keys,
    Map<Route, Told> told,
    List<Step> history,
    boolean assumed) {

  /** A receiver that is away for days must not fill the journal. */
  private static final int MOST_STEPS = 200;

  public Incident {
    keys = List.copyOf(keys);
    told = Collections.unmodifiableMap(new LinkedHashMap<>(told));
    history = List.copyOf(history);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("an incident has a key");
    }
  }

  /** One with a single key, of whose way to people nothing is known. */
  public Incident(
      IncidentId id,
      Alert alert,
      Stage stage,
      Instant since,
      Optional<Instant> lastData,
      Moment openedAt,
      int generation,
      DedupKey key,
      Map<Route, Told> told) {
    this(
        id,
        alert,
        stage,
        since,
        lastData,
        openedAt,
        generation,
        List.of(key),
        told,
        List.of(),
        false);
  }

  static Incident open(Symptom symptom, List<DedupKey> keys, Moment now) {
    return new Incident(
        IncidentId.of(symptom.alert(), now),
        symptom.alert(),
        new Stage.Firing(),
        symptom.since().orElse(now.wall()),
        symptom.lastData(),
        now,
        1,
        keys,
        Map.of(),
        List.of(),
        false);
  }

  /** What may be open of {@code alert} although nobody remembers it. */
  static Incident assumed(Alert alert, List<DedupKey> keys, Collection<Route> routes, Moment now) {
    var told = new LinkedHashMap<Route, Told>();
    routes.forEach(route -> told.put(route, Told.assumed(now)));
    return new Incident(
        IncidentId.of(alert, now),
        alert,
        new Stage.Closing(now, Optional.empty()),
        now.wall(),
        Optional.empty(),
        now,
        1,
        keys,
        told,
        List.of(),
        true);
  }

  /** Under which it is told. */
  public DedupKey key() {
    return keys.getFirst();
  }

  /** Whether it still goes on for people: firing, or clearing and not yet trusted. */
  public boolean isOpen() {
    return resolvedAt().isEmpty();
  }

  /** Whether no receiver that closes has been told that it is over. */
  boolean isUnderWay() {
    return !(stage instanceof Stage.Resolved);
  }

  /** When it was over, where it is. */
  public Optional<Instant> resolvedAt() {
    return over().map(Moment::wall);
  }

  Optional<Moment> over() {
    return switch (stage) {
      case Stage.Firing _, Stage.Clearing _ -> Optional.empty();
      case Stage.Closing(var at, _) -> Optional.of(at);
      case Stage.Resolved(var at) -> Optional.of(at);
    };
  }

  /**
   * From when on people ought to hear of it: it opened or came back, or what kept it from them
   * ended, be it a larger one, a maintenance or a silence.
   */
  public Moment wantedSince() {
    return Stream.concat(
            history.stream().filter(Step::isWanted).map(Step::at),
            told.values().stream().flatMap(each -> each.proof().held().stream()))
        .reduce(openedAt, Moment::later);
  }

  /** Whether an operator's silence keeps it from people, by any member that can be asked. */
  public boolean isHeld(Moment now) {
    return told.values().stream().anyMatch(each -> each.proof().isHeld(now));
  }

  /**
   * This incident after a turn that found its condition standing so.
   *
   * @param flaps whether it opened too often of late to be trusted when it clears
   */
  Incident on(Symptom symptom, boolean flaps, Moment now) {
    var over = symptom.standing() == Symptom.Standing.OVER;
    var back =
        symptom.standing() == Symptom.Standing.REACHED
            || (symptom.standing() == Symptom.Standing.UNDERWAY && !isBackUnnoticed());
    return switch (stage) {
      case Stage.Firing _ when over -> with(new Stage.Clearing(now));
      case Stage.Clearing _ when back -> with(new Stage.Firing());
      case Stage.Clearing(var data)
          when over && !flaps && now.since(data).compareTo(symptom.limits().clearAfter()) >= 0 ->
          with(new Stage.Closing(now, Optional.empty())).next();
      case Stage.Closing _ when back -> relapsed(now);
      case Stage.Firing _, Stage.Clearing _, Stage.Closing _, Stage.Resolved _ -> this;
    };
  }

  /** This incident once it is back, though Alertmanagers were told that it is over. */
  private Incident relapsed(Moment now) {
    var unproven = new LinkedHashMap<>(told);
    unproven.replaceAll((_, each) -> each.with(each.proof().relapsed()));
    return with(new Stage.Firing())
        .with(unproven)
        .next()
        .with(Reason.CHANGED, Step.Kind.RELAPSED, "before everybody was told its end", now);
  }

  Incident heard(Report report) {
    var before = told.getOrDefault(report.route(), Told.offered(report.at()));
    return with(report.route(), before.and(report)).with(Step.of(report));
  }

  /** This incident after a member was asked whether it holds it; of an older telling, nothing. */
  Incident heard(Holding holding) {
    var known = told.get(holding.route());
    if (known == null || !isOpen() || holding.generation() != generation) {
      return this;
    }
    var reason = known.latest().map(Report::reason).orElse(Reason.FIRST);
    return with(holding.route(), known.with(known.proof().and(holding)))
        .with(Step.of(holding, reason));
  }

  /** This incident after {@code route} was proven to have notified people of it. */
  Incident notified(Route route, Moment at, String detail) {
    var known = told.get(route);
    if (known == null || known.proof().notified().isPresent()) {
      return this;
    }
    var reason = known.latest().map(Report::reason).orElse(Reason.FIRST);
    return with(route, known.with(known.proof().notifiedAt(at)))
        .with(new Step(at, route, reason, Step.Kind.NOTIFIED, detail));
  }

  /** Whether somebody was told of it, or is about to be. */
  boolean isTold() {
    return told.values().stream().anyMatch(Told::isOfThis);
  }

  /** Whether nobody knows of it: none was told that it goes on, or each of them that it is over. */
  boolean isUnknown() {
    return told.values().stream().noneMatch(Told::firing);
  }

  /** Whether it has data again, and nobody knows that it had none. */
  boolean isBackUnnoticed() {
    return switch (stage) {
      case Stage.Clearing _ -> isUnknown();
      case Stage.Closing _ -> !isTold();
      case Stage.Firing _, Stage.Resolved _ -> false;
    };
  }

  /** This incident with {@code route} about to be told of it. */
  Incident offered(Route route, Reason reason, Moment now) {
    var known = told.get(route);
    if (known != null && (known.firing() || reason == Reason.RESOLVED)) {
      return this;
    }
    var next = with(route, known == null ? Told.offered(now) : known.firing(now));
    return isUnknown() && isOfTheFirstRung(reason) && now.isAfter(openedAt)
        ? next.with(new Step(now, route, reason, Step.Kind.RELEASED, "nobody knew of it"))
        : next;
  }

  /** This incident, over a route on which something may be under way that closes what it opens. */
  Incident maybeUndone(Route route, Moment now) {
    return told.containsKey(route) ? with(route, told.get(route).maybeUndone(now)) : this;
  }

  private static boolean isOfTheFirstRung(Reason reason) {
    return switch (reason) {
      case FIRST, CHANGED -> true;
      case REPEAT, ESCALATED, RESOLVED -> false;
    };
  }

  /**
   * This incident, known to be open at PagerDuty under these keys as well. Ours is told under the
   * first of them unless it has been told already.
   *
   * @param shared the ways to where it is told under one of its keys
   */
  Incident knownAs(List<DedupKey> more, Collection<Route> shared) {
    var used = shared.stream().map(told::get).filter(Objects::nonNull).toList();
    var isFrozen = assumed || used.stream().anyMatch(Told::isOfThis);
    var all = new LinkedHashSet<DedupKey>(isFrozen ? keys : more);
    all.addAll(isFrozen ? more : keys);
    if (!isFrozen && used.isEmpty()) {
      all.remove(alert.key()); // nobody has used it, and nobody will
    }
    var known = List.copyOf(all);
    return known.equals(keys)
        ? this
        : new Incident(
            id, alert, stage, since, lastData, openedAt, generation, known, told, history, assumed);
  }

  /** This incident, which may be open under those as well; it is told under its own. */
  Incident alsoKnownAs(List<DedupKey> more) {
    var all = new LinkedHashSet<>(keys);
    all.addAll(more);
    var known = List.copyOf(all);
    return new Incident(
        id, alert, stage, since, lastData, openedAt, generation, known, told, history, assumed);
  }

  /** This incident with each of its moments as {@code dating} has it. */
  public Incident dated(UnaryOperator<Moment> dating) {
    var routes = new LinkedHashMap<>(told);
    routes.replaceAll((_, each) -> each.dated(dating));
    var steps = history.stream().map(each -> each.dated(dating)).toList();
    var at = dating.apply(openedAt);
    var then = stage.dated(dating);
    return new Incident(
        id, alert, then, since, lastData, at, generation, keys, routes, steps, assumed);
  }

  /** This incident, over for a reason that no data tells: {@code why} is part of its history. */
  Incident withdrawn(String why, Moment now) {
    return with(new Stage.Closing(now, Optional.empty()))
        .next()
        .with(Reason.RESOLVED, Step.Kind.WITHDRAWN, why, now);
  }

  Incident with(Stage next) {
    return new Incident(
        id, alert, next, since, lastData, openedAt, generation, keys, told, history, assumed);
  }

  /** This one, of which receivers are to be told something else than before. */
  Incident next() {
    return new Incident(
        id, alert, stage, since, lastData, openedAt, generation + 1, keys, told, history, assumed);
  }

  private Incident with(Route route, Told now) {
    var updated = new LinkedHashMap<>(told);
    updated.put(route, now);
    return with(updated);
  }

  Incident with(Map<Route, Told> now) {
    return new Incident(
        id, alert, stage, since, lastData, openedAt, generation, keys, now, history, assumed);
  }

  /** The same step on every route that was told. */
  private Incident with(Reason reason, Step.Kind kind, String why, Moment now) {
    var next = this;
    for (var route : told.keySet()) {
      next = next.with(new Step(now, route, reason, kind, why));
    }
    return next;
  }

  private Incident with(Step step) {
    var before =
        history.reversed().stream().filter(each -> each.route().equals(step.route())).findFirst();
    if (before.filter(each -> each.isRepeatedBy(step)).isPresent()
        || (history.size() >= MOST_STEPS && !step.isNews())) {
      return this;
    }
    var longer = new ArrayList<>(history);
    longer.add(step);
    return new Incident(
        id, alert, stage, since, lastData, openedAt, generation, keys, told, longer, assumed);
  }
}
