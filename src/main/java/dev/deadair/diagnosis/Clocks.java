package dev.deadair.diagnosis;

import dev.deadair.liveness.Reading;
import dev.deadair.liveness.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Times that cannot be: a newest sample in the server's future, or a clock far from ours. */
record Clocks(Code code) implements Rule {

  private static final Duration AHEAD = Duration.ofSeconds(60);

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    return visit.standingWhereRead(
        before,
        visit
            .reading()
            .filter(
                each ->
                    code == Code.CLOCK_SKEW
                        ? !visit.census().clockDoubted() && isSkewed(each)
                        : ahead(each).compareTo(AHEAD) > 0)
            .isPresent());
  }

  private static boolean isSkewed(Reading reading) {
    return skew(reading).abs().compareTo(WallClock.TOLERANCE) > 0;
  }

  /** How far the server's clock is ahead of ours. */
  private static Duration skew(Reading reading) {
    var ours = reading.at().wall();
    return Duration.between(ours, reading.scrape().date().orElse(ours));
  }

  /** How far its newest sample is ahead of its own clock. */
  private static Duration ahead(Reading reading) {
    Instant clock = reading.scrape().date().orElse(reading.at().wall());
    return Duration.between(clock, reading.scrape().headMaxTime().orElse(clock));
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    return visit.instance().life().map(life -> finding(mark, life.latest()));
  }

  private Finding finding(Mark mark, Reading reading) {
    var theirs = reading.scrape().date().orElse(reading.at().wall());
    var evidence =
        List.of(
            "its clock: " + Plain.time(theirs) + ", ours: " + Plain.time(reading.at().wall()),
            "its newest sample: " + reading.scrape().headMaxTime().map(Plain::time).orElse("none"));
    return new Finding(
        code,
        mark,
        code == Code.CLOCK_SKEW
            ? "its clock differs from ours by " + Plain.span(skew(reading))
            : "holds a sample "
                + Plain.span(ahead(reading))
                + " in its future, and may refuse others",
        evidence,
        """
        1. See whose clock is wrong. Costs nothing.
           timedatectl timesync-status; chronyc tracking
        2. Set it right slowly; a step back makes Prometheus refuse samples until time has caught up.
        3. Only if that cannot wait, step it. Costs the samples of the step.
           chronyc makestep
        """);
  }
}
