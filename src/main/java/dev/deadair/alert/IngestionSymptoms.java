package dev.deadair.alert;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.Ingestion;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From ingestion to symptoms: a group that has data, and less of it than is usual. */
final class IngestionSymptoms {

  private IngestionSymptoms() {}

  static List<Symptom> of(Group group, Moment now) {
    var limits = group.expected().limits();
    var ingestion = group.ingestion();
    return List.of(
        symptom(
            AlertName.INGESTION_DROPPED,
            group,
            ingestion.low(),
            standing(group, ingestion.low(), limits.warnAfter(), now)),
        symptom(
            AlertName.INGESTION_LOST,
            group,
            ingestion.lost(),
            explained(ingestion, standing(group, ingestion.lost(), limits.window(), now))));
  }

  private static Symptom symptom(
      AlertName name, Group group, Optional<Moment> since, Standing standing) {
    return new Symptom(
        new Alert(name, group.id()),
        standing,
        since.map(Moment::wall),
        group.lastData().map(Moment::wall),
        group.expected().limits());
  }

  /** Without any data it is not over, and what opens is for the window to say. */
  private static Standing standing(
      Group group, Optional<Moment> since, Duration atLeast, Moment now) {
    if (group.judgement().blind().isPresent()) {
      return Standing.UNSEEN;
    }
    if (since.isPresent()) {
      return now.since(since.get()).compareTo(atLeast) >= 0 ? Standing.REACHED : Standing.UNDERWAY;
    }
    return group.judgement().state() instanceof SiteState.Producing
        ? Standing.OVER
        : Standing.UNDERWAY;
  }

  /** What somebody did is a warning; a page that is out stays. */
  private static Standing explained(Ingestion ingestion, Standing standing) {
    return ingestion.isExplained() && standing == Standing.REACHED ? Standing.UNDERWAY : standing;
  }
}
