package dev.deadair.probe;

import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Observation.Answered;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One instance's turn in every interval.
 *
 * <p>A verticle, which is to say that it has an event loop it never leaves. Its turns stay in phase
 * however late one of them comes, and no look begins while another is under way. After a look that
 * was late the next is patient. A slow look gives way to the next turn.
 */
final class Slot extends VerticleBase {

  private final Prober prober;
  private final Line line;
  private final ProbeMeter meter;
  private final Consumer<Observation> sink;
  private final Consumer<Inspection> inspected;
  private final SlowLooks slowLooks = new SlowLooks();
  private final long interval;

  /** When the next turn is due, on {@link System#nanoTime}. */
  private long due;

  private @Nullable Look look;
  private @Nullable SlowLook slowLook;

  Slot(
      Prober prober,
      Target target,
      ProbeMeter meter,
      Consumer<Observation> sink,
      Consumer<Inspection> inspected,
      long due,
      Duration interval) {
    this.prober = prober;
    this.line = prober.line(target);
    this.meter = meter;
    this.sink = sink;
    this.inspected = inspected;
    this.due = due;
    this.interval = interval.toNanos();
  }

  @Override
  public Future<?> start() {
    awaitTurn();
    return Future.succeededFuture();
  }

  /** Vert.x cancels the timer that waits for the next turn. */
  @Override
  public Future<?> stop() {
    if (look != null) {
      look.abandon();
    }
    if (slowLook != null) {
      slowLook.abandon();
    }
    line.cut();
    return Future.succeededFuture();
  }

  private void awaitTurn() {
    var millis = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()) + 1;
    vertx.setTimer(Math.max(1, millis), _ -> turn());
  }

  private void turn() {
    var late = Math.max(0, System.nanoTime() - due);
    due += interval * (1 + late / interval);
    awaitTurn();
    meter.late(Duration.ofNanos(late));
    var patient = look != null && look.isLate();
    if (look != null) {
      look.turn();
      if (!look.isOver()) {
        meter.skipped();
        return;
      }
    }
    if (slowLook != null) {
      slowLook.abandon();
    }
    look = prober.look(line, patient, this::saw);
  }

  private void saw(Observation seen) {
    if (!(seen instanceof Answered answered)) {
      sink.accept(seen);
      return;
    }
    var corrected = slowLooks.corrected(answered);
    sink.accept(corrected);
    var questions = slowLooks.due(corrected);
    if (!questions.isEmpty()) {
      slowLook =
          prober.slowLook(
              line,
              corrected,
              questions,
              brought -> inspected.accept(slowLooks.told(brought, corrected, questions)));
    }
  }
}
