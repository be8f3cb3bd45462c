package dev.deadair.probe;

import dev.deadair.liveness.Moment;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The controls, each asked once an interval: when no instance answers, they show whose fault it is.
 *
 * <p>Reports come to the sink on event loops; it must not block. Started and stopped once, by a
 * thread that is no event loop.
 */
public final class Controls {

  private static final int NAME_THREADS = 2;

  private final Duration interval;
  private final Duration timeout;
  private final Supplier<Moment> clock;
  private final Consumer<Control.Asked> sink;
  private final HttpClient client;
  private final WorkerExecutor workers;
  private final Verticles questions;

  /**
   * @param interval from one question to a control to the next
   * @param timeout what a control may take to answer
   */
  public Controls(
      Vertx vertx,
      Duration interval,
      Duration timeout,
      Supplier<Moment> clock,
      Consumer<Control.Asked> sink) {
    this.interval = interval;
    this.timeout = timeout;
    this.clock = clock;
    this.sink = sink;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(Math.toIntExact(timeout.toMillis())));
    this.workers = vertx.createSharedWorkerExecutor("control names", NAME_THREADS);
    this.questions = new Verticles(vertx);
  }

  /** Begins to ask, each at once and then at every interval. */
  public void start(List<Control> controls) {
    for (var control : controls) {
      questions.run(new Question(control, client, workers, interval, timeout, clock, sink));
    }
  }

  /** Hangs up; when it returns no more reports come. */
  public void stop() {
    questions.stop();
    client.close();
    workers.close();
  }
}
