package dev.deadair.diagnosis;

import static dev.deadair.liveness.Signal.CONFIG_RELOADED;
import static dev.deadair.liveness.Signal.CONFIG_RELOAD_TIME;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server that goes on with an old configuration because it could not load the new one. */
final class ReloadFailed implements Rule {

  @Override
  public Code code() {
    return Code.RELOAD_FAILED;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    return visit.standingWhereRead(
        before,
        visit
            .reading()
            .filter(each -> each.scrape().signals().get(CONFIG_RELOADED).orElse(1) == 0)
            .isPresent());
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var evidence =
        new ArrayList<>(
            List.of(CONFIG_RELOADED.metric() + " is 0, seen at " + Plain.time(mark.since())));
    visit
        .scrape()
        .map(each -> each.signals().get(CONFIG_RELOAD_TIME))
        .filter(time -> time.orElse(0) > 0)
        .map(time -> Instant.ofEpochSecond((long) time.orElseThrow()))
        .ifPresent(at -> evidence.add("it runs with the configuration of " + Plain.time(at)));
    return Optional.of(
        new Finding(
            code(),
            mark,
            "could not load its configuration and runs with the one before; its next start will"
                + " fail",
            evidence,
            """
            1. See what is wrong with it. Costs nothing.
               promtool check config /etc/prometheus/prometheus.yml
            2. Mend it, and load it. Costs nothing.
               systemctl reload prometheus
            """));
  }
}
