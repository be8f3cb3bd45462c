package dev.deadair.probe;

import dev.deadair.liveness.Observation;
import java.time.Duration;

/** Counts nothing: the looks that count are those of the daemon's schedule. */
final class Uncounted implements ProbeMeter {

  @Override
  public void answered(Endpoint endpoint, Duration took) {}

  @Override
  public void looked(Observation look) {}

  @Override
  public void late(Duration by) {}

  @Override
  public void skipped() {}
}
