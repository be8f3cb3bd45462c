package dev.deadair.probe;

import static dev.deadair.liveness.Failure.Kind.FLICKERING;
import static dev.deadair.liveness.Failure.Kind.READ_TIMEOUT;
import static dev.deadair.liveness.Failure.Kind.REFUSED;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Replay;
import dev.deadair.probe.Outcome.Barred;
import dev.deadair.probe.Outcome.Failed;
import dev.deadair.probe.Outcome.Scraped;
import dev.deadair.probe.Outcome.Setback;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One look at one instance: a few questions over one line, and in the end an observation.
 *
 * <pre>
 *   /metrics     each chunk goes straight into the reader; what is not a whole report ends the look
 *   /-/healthy   asked once the report is read, so that it never waits for this
 *   /-/ready     likewise
 *   …/walreplay  likewise, of a server that is not ready: how far it has come
 *   (a refusal)  is asked about for a second: a life of 100 ms listens for a moment of it
 * </pre>
 *
 * One deadline holds for all of it. A patient look goes on when that has passed without an answer:
 * it says so, then and whenever it is asked, and ends at a later one. Confined to the event loop on
 * which it begins.
 */
final class Look {

  private static final int REPLAY_BYTES = 64 << 10;

  /**
   * What the questions after the report may take together: a report in hand is held back no longer.
   */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /**
   * How often it is tried again after a refusal, and how long after: of a crash loop with a pause
   * of 100 ms one look in three or more meets a life, where a single try met one in fifty.
   */
  private static final int KNOCKS = 20;

  private static final long KNOCK_MILLIS = 50;

  private final Vertx vertx;
  private final Line line;
  private final Duration timeout;
  private final Duration patience;
  private final Supplier<Moment> clock;
  private final ProbeMeter meter;
  private final Consumer<Observation> sink;

  private final long began = System.nanoTime();
  private long asked;
  private long deadline;
  private boolean late;
  private boolean over;

  private @Nullable Body body;
  private @Nullable Scraped report;
  private @Nullable Failed refusal;
  private Optional<Boolean> healthy = Optional.empty();
  private Optional<Boolean> ready = Optional.empty();
  private Optional<Replay> replay = Optional.empty();

  /**
   * @param timeout after which no answer is reported as none
   * @param patience after which it is given up; no longer than the timeout unless it is patient
   */
  Look(
      Vertx vertx,
      Line line,
      Duration timeout,
      Duration patience,
      Supplier<Moment> clock,
      ProbeMeter meter,
      Consumer<Observation> sink) {
    this.vertx = vertx;
    this.line = line;
    this.timeout = timeout;
    this.patience = patience;
    this.clock = clock;
    this.meter = meter;
    this.sink = sink;
  }

  void begin() {
    setDeadline(timeout);
    ask(Endpoint.METRICS, this::read, this::broken);
  }

  /** Ends it with no observation at all. */
  void abandon() {
    over = true;
    vertx.cancelTimer(deadline);
    line.cut();
  }

  boolean isOver() {
    return over;
  }

  /** Whether no whole exposition had come when the timeout had passed, though we were connected. */
  boolean isLate() {
    return late;
  }

  /** Another turn has come: what is late says so, and ends if it has less than a timeout left. */
  void turn() {
    if (over || !late || report != null) {
      return;
    }
    var waited = since(began);
    if (patience.minus(waited).compareTo(timeout) < 0) {
      giveUp(Symptoms.ofDeadline(stage(), waited));
    } else {
      observe(Symptoms.ofDeadline(stage(), waited));
    }
  }

  private void ask(
      Endpoint endpoint, Handler<HttpClientResponse> answered, Handler<Throwable> broken) {
    asked = System.nanoTime();
    line.get(endpoint).onComplete(unlessOver(answered), unlessOver(broken));
  }

  private void read(HttpClientResponse answer) {
    answer.exceptionHandler(unlessOver(this::broken));
    var refusal = Symptoms.ofStatus(answer.statusCode());
    if (refusal.isPresent()) {
      end(refusal.get());
      return;
    }
    var coming = Body.under(answer.headers());
    body = coming;
    answer.handler(unlessOver(chunk -> take(chunk, coming)));
    answer.endHandler(unlessOver(_ -> unpack(coming)));
  }

  private void take(Buffer chunk, Body into) {
    if (!into.accept(chunk.getBytes())) {
      conclude(into);
    }
  }

  /** In steps, and between them the other looks on this event loop: it may be a bomb. */
  private void unpack(Body whole) {
    if (whole.unpack()) {
      conclude(whole);
    } else {
      vertx.runOnContext(unlessOver(_ -> unpack(whole)));
    }
  }

  private void conclude(Body read) {
    switch (read.outcome()) {
      case Setback setback -> end(setback);
      case Scraped scraped -> {
        meter.answered(Endpoint.METRICS, since(asked));
        report = scraped;
        askForStatus(scraped);
      }
    }
  }

  private void askForStatus(Scraped scraped) {
    var left = (late ? patience : timeout).minus(since(began));
    setDeadline(left.compareTo(GRACE) < 0 ? left : GRACE);
    askWhether(
        Endpoint.HEALTHY,
        isHealthy -> {
          healthy = isHealthy;
          askWhether(
              Endpoint.READY,
              isReady -> {
                ready = isReady;
                if (isStarting(scraped)) {
                  askForReplay(scraped);
                } else {
                  end(scraped);
                }
              });
        });
  }

  private boolean isStarting(Scraped scraped) {
    return ready.equals(Optional.of(false)) && !scraped.scrape().ready().orElse(false);
  }

  private void askForReplay(Scraped scraped) {
    Consumer<Optional<JsonObject>> told =
        data -> {
          if (!over) {
            replay = data.flatMap(SelfReport::replay);
            end(scraped);
          }
        };
    ask(
        Endpoint.REPLAY,
        answer -> ApiAnswer.read(answer, REPLAY_BYTES, told),
        _ -> told.accept(Optional.empty()));
  }

  /** What it answers is whether it answers 200; no answer is none. */
  private void askWhether(Endpoint endpoint, Handler<Optional<Boolean>> then) {
    ask(
        endpoint,
        answer -> {
          answer.exceptionHandler(unlessOver(_ -> then.handle(Optional.empty())));
          answer.endHandler(
              unlessOver(
                  _ -> {
                    meter.answered(endpoint, since(asked));
                    then.handle(Optional.of(answer.statusCode() == 200));
                  }));
        },
        _ -> then.handle(Optional.empty()));
  }

  private void broken(Throwable error) {
    var setback = Symptoms.ofError(error, stage());
    if (setback instanceof Failed failed
        && failed.kind() == REFUSED
        && line.target().approach().proxy().isEmpty()) {
      refusal = failed;
      knock(failed, KNOCKS);
    } else {
      end(setback);
    }
  }

  private Handler<AsyncResult<Void>> knocked(Failed refused, int left) {
    return unlessOver(
        accepted -> {
          if (accepted.succeeded()) {
            end(new Failed(FLICKERING, "starts, and dies at once"));
          } else {
            knock(refused, left - 1);
          }
        });
  }

  private void knock(Failed refused, int left) {
    if (left == 0) {
      end(refused);
      return;
    }
    vertx.setTimer(KNOCK_MILLIS, unlessOver(_ -> line.knock().onComplete(knocked(refused, left))));
  }

  private void outOfTime() {
    var known = report == null ? refusal : report;
    if (known != null) {
      giveUp(known);
      return;
    }
    var none = Symptoms.ofDeadline(stage(), late ? patience : timeout);
    var first = !late;
    late |= none instanceof Failed failed && failed.kind() == READ_TIMEOUT;
    if (first && late && patience.compareTo(timeout) > 0) {
      setDeadline(patience.minus(since(began)));
      observe(none);
    } else {
      giveUp(none);
    }
  }

  private void giveUp(Outcome outcome) {
    over = true;
    line.cut(); // an answer is still to come on it
    end(outcome);
  }

  private Stage stage() {
    return body == null ? line.stage() : Stage.BODY;
  }

  private void end(Outcome outcome) {
    over = true;
    vertx.cancelTimer(deadline);
    if (outcome instanceof Setback) {
      line.cut();
    }
    observe(outcome);
  }

  private void observe(Outcome came) {
    var outcome =
        came instanceof Setback setback && line.target().approach().proxy().isPresent()
            ? Symptoms.throughProxy(setback, stage())
            : came;
    var instance = line.target().instance();
    var at = clock.get();
    var observation =
        switch (outcome) {
          case Scraped(var scrape) ->
              new Observation.Answered(instance, at, healthy, ready, replay, scrape);
          case Failed(var kind, var detail) ->
              new Observation.Refused(
                  instance, at, new Failure(kind, line.target().path(Endpoint.METRICS), detail));
          case Barred(var cause, var why) -> new Observation.Opaque(instance, at, cause, why);
        };
    meter.looked(observation);
    sink.accept(observation);
  }

  private void setDeadline(Duration in) {
    vertx.cancelTimer(deadline);
    deadline = vertx.setTimer(Math.max(1, in.toMillis()), _ -> outOfTime());
  }

  /** What comes in after the end of the look is of no interest, least of all its own hanging up. */
  private <T> Handler<T> unlessOver(Handler<T> handler) {
    return event -> {
      if (!over) {
        handler.handle(event);
      }
    };
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
