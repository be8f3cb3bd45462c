package dev.deadair.view;

import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.diagnosis.Difference;
import dev.deadair.diagnosis.Differences;
import dev.deadair.diagnosis.Finding;
import dev.deadair.diagnosis.Replaying;
import dev.deadair.liveness.Change;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Redacted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One Prometheus server as everybody is shown it.
 *
 * @param url its base, without credentials; empty where it is only heard, by its heartbeat
 * @param state the lower-case word
 * @param since when the state began; without data, when that stopped
 * @param shows what the latest look showed, in a few words
 * @param ingestionRate samples per second, finite; empty while unknown
 * @param lastData when its data last advanced; empty while it was not seen to
 * @param replay how far it has read its write-ahead log; empty unless it does
 * @param findings what is wrong with it and what to do
 * @param changes what of it has changed of late, oldest first
 * @param differences where it is in trouble, what sets it apart from a replica that is not
 */
public record InstanceView(
    InstanceId instance,
    String url,
    String state,
    Instant since,
    String shows,
    Optional<Double> ingestionRate,
    Optional<Instant> lastData,
    Optional<Replaying> replay,
    List<Finding> findings,
    List<Change> changes,
    List<Difference> differences) {

  public InstanceView {
    findings = List.copyOf(findings);
    changes = List.copyOf(changes);
    differences = List.copyOf(differences);
  }

  /** Whether it is known by its heartbeat alone. */
  public boolean isHeard() {
    return url.isEmpty();
  }

  static InstanceView of(Instance instance, Group group, Diagnoses diagnoses) {
    return new InstanceView(
        instance.id(),
        instance.expected().url().map(url -> Redacted.urls(url.toString())).orElse(""),
        instance.state().word(),
        instance.state().since(),
        instance.shows(),
        instance.ingestionRate().filter(Double::isFinite),
        instance.clock().lastData().map(Moment::wall),
        diagnoses.replaying(instance.id()),
        diagnoses.of(instance.id()),
        instance.profile().changes(),
        Differences.of(instance, group, diagnoses));
  }
}
