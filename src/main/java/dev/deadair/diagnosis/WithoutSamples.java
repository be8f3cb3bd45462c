package dev.deadair.diagnosis;

import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.InstanceState;
import dev.deadair.liveness.Life;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A server that answers ready and gathers nothing: it has no targets, or none gives it a sample.
 */
record WithoutSamples(Code code) implements Rule {

  /**
   * Discovery hands over what it finds every 5 s: a life that has just begun has no targets yet.
   */
  private static final Duration YOUNG = Duration.ofSeconds(60);

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    var gathersNothing =
        visit.state() instanceof InstanceState.Idle
            || visit.state() instanceof InstanceState.Stalled;
    var targets = visit.scrape().map(each -> each.targets()).orElse(0.0);
    var scrapes =
        visit.scrape().filter(each -> each.flavour() != Flavour.VICTORIA_METRICS).isPresent();
    var found =
        code == Code.NO_TARGETS
            ? gathersNothing && scrapes && targets == 0 && !isYoung(visit)
            : visit.state() instanceof InstanceState.Idle && targets > 0 && !visit.isHeldUp();
    return visit.standing(before, found);
  }

  private static boolean isYoung(Visit visit) {
    return visit
        .instance()
        .life()
        .map(Life::latest)
        .filter(each -> each.scrape().appended() == 0)
        .map(each -> Duration.between(each.processStart(), visit.at()))
        .filter(age -> age.compareTo(YOUNG) < 0)
        .isPresent();
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var targets = visit.scrape().map(each -> each.targets()).orElse(0.0);
    return Optional.of(
        new Finding(
            code,
            mark,
            code == Code.NO_TARGETS
                ? "has no targets: its discovery or its configuration gives it none"
                : "appends nothing but its own reports: no target gives it a sample",
            List.of(
                "prometheus_target_scrape_pool_targets is " + Plain.number(targets),
                visit.instance().shows() + ", since " + Plain.time(visit.state().since())),
            """
            1. See what its targets say. Costs nothing.
               curl -fsS %s/api/v1/targets
               promtool check config /etc/prometheus/prometheus.yml
            2. Mend what they say (network, credentials, discovery, relabeling), and load it. Costs nothing.
               systemctl reload prometheus
            """
                .formatted(Plain.url(visit.instance()))));
  }
}
