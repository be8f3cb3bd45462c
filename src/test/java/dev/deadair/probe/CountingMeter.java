package dev.deadair.probe;

import dev.deadair.liveness.Observation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps all it is told. */
public final class CountingMeter implements ProbeMeter {
  final List<Endpoint> answered = new CopyOnWriteArrayList<>();
  final List<String> outcomes = new CopyOnWriteArrayList<>();
  final List<Duration> lateness = new CopyOnWriteArrayList<>();
  final AtomicInteger skipped = new AtomicInteger();

  @Override
  public void answered(Endpoint endpoint, Duration took) {
    answered.add(endpoint);
  }

  @Override
  public void looked(Observation look) {
    outcomes.add(ProbeMeter.outcome(look));
  }

  @Override
  public void late(Duration by) {
    lateness.add(by);
  }

  @Override
  public void skipped() {
    skipped.incrementAndGet();
  }
}
