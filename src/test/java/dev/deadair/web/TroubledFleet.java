package dev.deadair.web;

import static dev.deadair.web.TroubledFleet.LEAD;

import dev.deadair.alert.Outcome;
import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import java.time.Duration;
import java.time.Instant;

/** A made-up fleet with something wrong at most sites, some minutes after it began. */
final class TroubledFleet {
  /** What has happened by then: one is absent, one is stalled, and one cannot be judged. */
  static final Duration LEAD = Duration.ofMinutes(35);

  private TroubledFleet() {}

  /** One whose story began so long ago. */
  static Scene before(Duration lead) {
    var gone = LEAD.minusMinutes(23);
    return new Scene(Instant.now().minus(lead))
        .with("codfw", "ops", "prometheus2005", Script.producing(97_100))
        .with("codfw", "ops", "prometheus2006", Script.producing(97_080))
        .with("drmrs", "ops", "prometheus6001", Script.producing(15_900))
        .with("eqiad", "ops", "prometheus1005", Script.producing(118_400))
        .with("eqiad", "k8s", "prometheus1006", Script.producing(1).until(gone, Script.refusing()))
        .with("ulsfo", "ops", "prometheus4001", Script.producing(9).until(gone, Script.refusing()))
        .with(
            "ulsfo",
            "ops",
            "prometheus4002",
            Script.producing(9).until(gone, Script.replaying(gone)))
        .with("eqsin", "ops", "prometheus5001", Script.stuckAfter(LEAD.minusMinutes(5), 21_700))
        .with("magru", "ops", "prometheus7001", Script.unauthorized())
        .receivers(
            due ->
                due.route().member().contains("am2")
                    ? new Outcome.Failed("connection refused")
                    : new Outcome.Accepted(202));
  }
}
