package dev.deadair.probe;

import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The looks at all instances, each in a slot of its own, spread evenly over the interval.
 *
 * <p>Observations come to the sink on event loops, several at a time, one at most for each instance
 * and interval; the sink must not block. Started and stopped once, by a thread that is no event
 * loop.
 */
public final class Schedule {

  /**
   * The golden ratio's fraction: steps of it around a circle stay evenly spread after every one, so
   * that an instance's phase depends on its place in the list and not on how many follow.
   */
  private static final double STEP = (Math.sqrt(5) - 1) / 2;

  private final Duration interval;
  private final ProbeMeter meter;
  private final Consumer<Observation> sink;
  private final Consumer<Inspection> inspected;
  private final Prober prober;
  private final Verticles slots;

  /**
   * @param interval from one look at an instance to the next
   * @param timeout what one look may take in all
   * @param patience what it may take after one that found no end in that time: a server that is
   *     slow is not dead
   * @param inspected where slow looks go, under the same conditions as the others
   */
  public Schedule(
      Vertx vertx,
      Duration interval,
      Duration timeout,
      Duration patience,
      Supplier<Moment> clock,
      ProbeMeter meter,
      Consumer<Observation> sink,
      Consumer<Inspection> inspected) {
    this.interval = interval;
    this.meter = meter;
    this.sink = sink;
    this.inspected = inspected;
    this.prober = new Prober(vertx, timeout, patience, clock, meter);
    this.slots = new Verticles(vertx);
  }

  /** Begins to look; the first look at each instance comes within an interval. */
  public void start(List<Target> targets) {
    var now = System.nanoTime();
    for (var place = 0; place < targets.size(); place++) {
      var due = now + phase(place, interval).toNanos();
      slots.run(new Slot(prober, targets.get(place), meter, sink, inspected, due, interval));
    }
  }

  static Duration phase(int place, Duration interval) {
    return Duration.ofNanos((long) (place * STEP % 1 * interval.toNanos()));
  }

  /** Hangs up; when it returns no more observations come. */
  public void stop() {
    slots.stop();
    prober.close();
  }
}
