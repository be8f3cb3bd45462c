package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One outage's story, from the moment its condition was reached until everybody knows it is over.
 *
 * @param since when what it is about began: the onset, not the decision
 * @param lastData when there was data last, as known when it opened
 * @param generation counts what receivers are to be told: it opened, it resolved, it is back
 * @param key under which edge-triggered receivers fold it; frozen
 * @param told how far each route has been told
 */
public record Incident(
    IncidentId id,
    Alert alert,
    Stage stage,
    Instant since,
    Optional<Instant> lastData,
    Moment openedAt,
    int generation,
    DedupKey key,
    Map<Route, Told> told) {

  public Incident {
    told = Collections.unmodifiableMap(new LinkedHashMap<>(told));
  }

  static Incident open(Symptom symptom, Moment now) {
    return new Incident(
        IncidentId.of(symptom.alert(), now.wall()),
        symptom.alert(),
        new Stage.Firing(),
        symptom.since().orElse(now.wall()),
        symptom.lastData(),
        now,
        1,
        DedupKey.of(symptom.alert().labels()),
        Map.of());
  }

  /** Whether it still goes on for people: firing, or clearing and not yet trusted. */
  public boolean isOpen() {
    return !(stage instanceof Stage.Resolved);
  }

  /** When it was over, where it is. */
  public Optional<Instant> resolvedAt() {
    return stage instanceof Stage.Resolved(var at) ? Optional.of(at.wall()) : Optional.empty();
  }

  /** This incident after a turn that found its condition standing so. */
  Incident on(Symptom symptom, Moment now) {
    var still = symptom.standing();
    return switch (stage) {
      case Stage.Firing _ when still == Symptom.Standing.OVER -> with(new Stage.Clearing(now));
      case Stage.Clearing _
          when still == Symptom.Standing.REACHED || still == Symptom.Standing.UNDERWAY ->
          with(new Stage.Firing());
      case Stage.Clearing(var data)
          when still == Symptom.Standing.OVER
              && now.since(data).compareTo(symptom.limits().clearAfter()) >= 0 ->
          resolved(now);
      case Stage.Firing _, Stage.Clearing _, Stage.Resolved _ -> this;
    };
  }

  Incident heard(Report report) {
    var updated = new LinkedHashMap<>(told);
    updated.put(report.route(), told.getOrDefault(report.route(), Told.OFFERED).and(report));
    return new Incident(id, alert, stage, since, lastData, openedAt, generation, key, updated);
  }

  /** This incident with {@code route} about to be told of it. */
  Incident offered(Route route) {
    if (told.containsKey(route)) {
      return this;
    }
    var updated = new LinkedHashMap<>(told);
    updated.put(route, Told.OFFERED);
    return new Incident(id, alert, stage, since, lastData, openedAt, generation, key, updated);
  }

  private Incident resolved(Moment now) {
    return new Incident(
        id, alert, new Stage.Resolved(now), since, lastData, openedAt, generation + 1, key, told);
  }

  private Incident with(Stage next) {
    return new Incident(id, alert, next, since, lastData, openedAt, generation, key, told);
  }
}
