package dev.deadair.probe;

import dev.deadair.liveness.Identity;
import dev.deadair.liveness.Scrape;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One slow look: after a look has ended, and over the same line, what changes rarely or costs the
 * server something.
 *
 * <pre>
 *   …/status/config        labels and hash
 *   …/status/runtimeinfo   host name, from 3.x on
 *   …/status/flags         how it was started, and whether it appends more for each scrape
 *   …/query                which jobs are down
 * </pre>
 *
 * A question without an answer is passed over; what there is when time is up is what there is.
 * Confined to the event loop on which it begins.
 */
final class SlowLook {

  /**
   * What it brought.
   *
   * @param identity empty where the server does not tell its configuration
   * @param reports samples it appends of its own for each scrape; empty where it does not tell
   * @param flags it runs with; empty where it does not tell
   */
  record Brought(
      Optional<Identity> identity,
      Optional<Integer> reports,
      Map<String, Long> jobsDown,
      Map<String, String> flags) {}

  private static final int CONFIGURATION_BYTES = 4 << 20;
  private static final int ANSWER_BYTES = 256 << 10;

  /** With the reports that every server appends: sample and body limits, and the timeout. */
  private static final int MORE_REPORTS = 8;

  private final Vertx vertx;
  private final Line line;
  private final ProbeMeter meter;
  private final Consumer<Brought> sink;
  private final Optional<String> version;
  private final long deadline;
  private boolean over;

  private Optional<ServerConfiguration> configuration = Optional.empty();
  private Optional<String> hostName = Optional.empty();
  private Optional<Integer> reports = Optional.empty();
  private Map<String, Long> jobsDown = Map.of();
  private Map<String, String> flags = Map.of();

  /**
   * @param version what the look before it told
   */
  SlowLook(
      Vertx vertx,
      Line line,
      Duration timeout,
      Optional<String> version,
      ProbeMeter meter,
      Consumer<Brought> sink) {
    this.vertx = vertx;
    this.version = version;
    this.line = line;
    this.meter = meter;
    this.sink = sink;
    this.deadline = vertx.setTimer(timeout.toMillis(), _ -> outOfTime());
  }

  /** Asks these, one after the other. */
  void begin(List<Endpoint> questions) {
    Future<Void> asked = Future.succeededFuture();
    for (var question : questions) {
      asked = asked.compose(_ -> over ? Future.succeededFuture() : ask(question));
    }
    asked.onComplete(_ -> end());
  }

  /** Ends it with nothing: the next look wants the line. */
  void abandon() {
    if (!over) {
      over = true;
      vertx.cancelTimer(deadline);
      line.cut();
    }
  }

  private void outOfTime() {
    line.cut(); // an answer is still to come on it
    end();
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    vertx.cancelTimer(deadline);
    var identity =
        configuration.map(
            read -> new Identity(hostName, version, read.hash(), read.externalLabels()));
    sink.accept(new Brought(identity, reports, jobsDown, flags));
  }

  private Future<Void> ask(Endpoint question) {
    var began = System.nanoTime();
    var bound = question == Endpoint.CONFIGURATION ? CONFIGURATION_BYTES : ANSWER_BYTES;
    Promise<Optional<JsonObject>> answered = Promise.promise();
    line.get(question)
        .onComplete(
            answer -> ApiAnswer.read(answer, bound, answered::tryComplete),
            _ -> answered.tryComplete(Optional.empty()));
    return answered
        .future()
        .compose(
            data -> {
              meter.answered(question, Duration.ofNanos(System.nanoTime() - began));
              return data.map(told -> take(question, told)).orElse(Future.succeededFuture());
            });
  }

  private Future<Void> take(Endpoint question, JsonObject data) {
    switch (question) {
      case CONFIGURATION -> {
        return data.getValue("yaml") instanceof String yaml
            ? vertx
                .executeBlocking(() -> ServerConfiguration.of(yaml), false)
                .otherwise(Optional.empty())
                .map(
                    read -> {
                      configuration = read;
                      return null;
                    })
            : Future.succeededFuture();
      }
      case RUNTIME ->
          hostName =
              data.getValue("hostname") instanceof String name
                  ? Optional.of(name)
                  : Optional.empty();
      case FLAGS -> {
        reports = reports(data);
        flags = ServerFlags.of(data);
      }
      case JOBS_DOWN -> jobsDown = jobs(data);
      case METRICS, HEALTHY, READY, REPLAY -> throw new IllegalArgumentException(question.path());
    }
    return Future.succeededFuture();
  }

  private static Optional<Integer> reports(JsonObject flags) {
    return flags.getValue("enable-feature") instanceof String features
        ? Optional.of(
            List.of(features.split(",", -1)).contains("extra-scrape-metrics")
                ? MORE_REPORTS
                : Scrape.REPORTS)
        : Optional.empty();
  }

  /** As the server sorts them: the largest first. */
  private static Map<String, Long> jobs(JsonObject data) {
    var jobs = new LinkedHashMap<String, Long>();
    if (data.getValue("result") instanceof JsonArray result) {
      for (var each : result) {
        if (each instanceof JsonObject sample
            && sample.getValue("metric") instanceof JsonObject metric
            && sample.getValue("value") instanceof JsonArray value
            && value.size() == 2) {
          var job = metric.getValue("job") instanceof String name ? name : "";
          jobs.put(job, count(String.valueOf(value.getValue(1))));
        }
      }
    }
    return jobs;
  }

  private static long count(String value) {
    try {
      return Math.round(Double.parseDouble(value));
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
