package dev.deadair.diagnosis;

import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.Moment;
import java.util.ArrayList;
import java.util.Optional;

/**
 * A server whose external labels do not tell it from another, or whose replicas are none by theirs:
 * whatever reads the data of both mixes them up, and a Thanos compactor halts.
 */
final class LabelsInvalid implements Rule {

  @Override
  public Code code() {
    return Code.LABELS_INVALID;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    return visit.standing(before, !visit.census().labels(visit.instance().id()).isEmpty());
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var faults = visit.census().labels(visit.instance().id());
    var more = faults.size() == 1 ? "" : ", and " + (faults.size() - 1) + " more";
    var evidence = new ArrayList<String>();
    faults.forEach(each -> evidence.add("it " + each.words()));
    visit
        .instance()
        .inspection()
        .map(Inspection::at)
        .map(Moment::wall)
        .ifPresent(at -> evidence.add("/api/v1/status/config, read at " + Plain.time(at)));
    return faults.stream()
        .findFirst()
        .map(
            first ->
                new Finding(
                    code(),
                    mark,
                    first.words() + more,
                    evidence,
                    """
                    1. See what it calls itself. Costs nothing.
                       curl -fsS %s/api/v1/status/config
                    2. In its global.external_labels give all replicas of a group the same labels, and each a replica label of its own that no other server has. Then load it. Costs nothing here; what was uploaded under the old labels stays as it is.
                       promtool check config /etc/prometheus/prometheus.yml && systemctl reload prometheus
                    3. Where another label tells its replicas apart, or labels do not matter, say so in deadair's configuration: replica-labels.
                    """
                        .formatted(Plain.url(visit.instance()))));
  }
}
