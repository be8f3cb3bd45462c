package dev.deadair.probe;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Observation.NotLooked;
import dev.deadair.probe.SlowLook.Brought;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What looks are made of: one client for all instances, its bounds, and the way to addresses. */
final class Prober implements AutoCloseable {

  /**
   * Names are looked up, and files read, on threads of their own: each may hang as long as the name
   * service or the disk does.
   */
  private static final int BLOCKING_THREADS = 4;

  private static final int HEAD_BYTES = 16 << 10;

  /** By how much a machine that has too much to do may be late at the end of a look. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Duration timeout;
  private final Duration patience;
  private final Supplier<Moment> clock;
  private final ProbeMeter meter;
  private final HttpClientAgent client;
  private final WorkerExecutor workers;

  /**
   * @param timeout what one look may take in all; connecting and the TLS handshake may take half of
   *     it each
   * @param patience what a patient look may take
   */
  Prober(
      Vertx vertx, Duration timeout, Duration patience, Supplier<Moment> clock, ProbeMeter meter) {
    this.vertx = vertx;
    this.timeout = timeout;
    this.patience = patience;
    this.clock = clock;
    this.meter = meter;
    this.client = vertx.createHttpClient(options(Math.toIntExact(timeout.toMillis() / 2)));
    this.workers = vertx.createSharedWorkerExecutor("names and files", BLOCKING_THREADS);
  }

  private static HttpClientOptions options(int halfMillis) {
    return new HttpClientOptions()
        .setConnectTimeout(halfMillis)
        .setSslHandshakeTimeout(halfMillis)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxHeaderSize(HEAD_BYTES);
  }

  /** A line to an instance, not open yet. */
  Line line(Target target) {
    return new Line(target, new Dialler(target, vertx, workers, client, timeout.dividedBy(2)));
  }

  /** Begins a look, on the event loop to which {@code line} is confined. */
  Look look(Line line, boolean patient, Consumer<Observation> sink) {
    var longest = patient ? patience : timeout;
    var began = clock.get();
    Consumer<Observation> fresh = seen -> sink.accept(asOf(began, longest, seen));
    var look = new Look(vertx, line, timeout, longest, clock, meter, fresh);
    look.begin();
    return look;
  }

  /**
   * What was seen, unless we slept or stood still meanwhile: an answer that has waited for us is as
   * old as that, though it shows only now.
   */
  private static Observation asOf(Moment began, Duration longest, Observation seen) {
    var took = seen.at().boot().minus(began.boot());
    return took.compareTo(longest.plus(LATE)) <= 0
        ? seen
        : new NotLooked(seen.instance(), seen.at(), BlindCause.NO_LOOK);
  }

  /** Begins a slow look, on the same event loop, once a look has ended. */
  SlowLook slowLook(Line line, Answered after, List<Endpoint> questions, Consumer<Brought> sink) {
    var look = new SlowLook(vertx, line, timeout, after.scrape().version(), meter, sink);
    look.begin(questions);
    return look;
  }

  @Override
  public void close() {
    client.close();
    workers.close();
  }
}
