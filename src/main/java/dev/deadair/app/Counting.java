package dev.deadair.app;

import dev.deadair.liveness.Observation;
import dev.deadair.probe.Endpoint;
import dev.deadair.probe.ProbeMeter;
import dev.deadair.web.Meters;
import java.time.Duration;

/** What the probe counts, told to the meters. */
record Counting(Meters meters) implements ProbeMeter {

  @Override
  public void answered(Endpoint endpoint, Duration took) {
    meters.requested(endpoint.path(), took);
  }

  @Override
  public void looked(Observation look) {
    meters.looked(ProbeMeter.outcome(look));
  }

  @Override
  public void late(Duration by) {
    meters.began(by);
  }

  @Override
  public void skipped() {
    meters.looked("skipped");
  }
}
