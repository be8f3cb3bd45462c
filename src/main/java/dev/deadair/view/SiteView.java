package dev.deadair.view;

import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Judgement;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.SiteState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One site as everybody is shown it.
 *
 * @param blind why we cannot tell at this turn; empty while sighted
 * @param noData the clock that pages: sighted time without data, against {@code window}
 * @param lastData when any instance last had data; empty while none was seen to
 * @param alerts of the incidents that are open, oldest first
 */
public record SiteView(
    SiteId site,
    SiteState state,
    Optional<BlindCause> blind,
    NoDataTime noData,
    Duration window,
    CoverageView coverage,
    Optional<Instant> lastData,
    List<GroupView> groups,
    List<AlertView> alerts,
    Optional<URI> runbook,
    Optional<URI> dashboard) {

  public SiteView {
    groups = List.copyOf(groups);
    alerts = List.copyOf(alerts);
  }

  static SiteView of(Site site, Diagnoses diagnoses, List<AlertView> alerts, Moment now) {
    Judgement judgement = site.judgement();
    return new SiteView(
        site.id(),
        judgement.state(),
        judgement.blind(),
        NoDataTime.of(judgement),
        site.expected().limits().window(),
        CoverageView.of(judgement, site.expected().limits()),
        site.lastData().map(Moment::wall),
        site.groups().stream().map(each -> GroupView.of(each, diagnoses, now)).toList(),
        alerts,
        site.expected().runbook(),
        site.expected().dashboard());
  }

  /** Since when the state holds; empty while it is unknown. */
  public Optional<Instant> since() {
    return switch (state) {
      case SiteState.Unknown() -> Optional.empty();
      case SiteState.Producing(var since) -> Optional.of(since);
      case SiteState.Stalled(var since) -> Optional.of(since);
      case SiteState.Absent(var since, _) -> Optional.of(since);
    };
  }
}
