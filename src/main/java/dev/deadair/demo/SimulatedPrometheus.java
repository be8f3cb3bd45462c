package dev.deadair.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus server as it looks from outside: an address on loopback that refuses connections
 * while no process lives there, and serves what the life of the process has come to while one does.
 *
 * <p>Started and killed by one thread at a time; it serves on Vert.x' event loop. Closing it gives
 * the port back; what still lives there ends with its Vert.x.
 */
final class SimulatedPrometheus implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofMillis(5);
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String EXPOSITION =
      "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

  private final String name;
  private final Vertx vertx;
  private final HeldPort port;
  private @Nullable HttpServer process;

  SimulatedPrometheus(String name, Vertx vertx) throws IOException {
    this.name = name;
    this.vertx = vertx;
    this.port = new HeldPort(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  String name() {
    return name;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port.number());
  }

  /** Begins {@code life}; when this returns it answers. A life that was there is over. */
  void start(ServerLife life) throws InterruptedException {
    kill();
    var deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!listens(life)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(name + " could not listen");
      }
      Thread.sleep(RETRY);
    }
  }

  /** Ends the life that is there, if one is; its port refuses as soon as the event loop turns. */
  void kill() throws InterruptedException {
    if (process == null) {
      return;
    }
    try {
      await(process.close());
    } catch (ExecutionException e) {
      throw new IllegalStateException(name + " did not die", e);
    }
    process = null;
  }

  @Override
  public void close() {
    port.close();
  }

  /**
   * Whether {@code life} could begin. Its predecessor may be in the way for a moment: the kernel
   * closes a channel only once its selector has selected again, which Vert.x does not wait for.
   */
  private boolean listens(ServerLife life) throws InterruptedException {
    var begun = vertx.createHttpServer().requestHandler(request -> answer(request, life));
    try {
      await(begun.listen(port.number(), "127.0.0.1"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BindException) {
        return false;
      }
      throw new IllegalStateException(name + " could not listen", e);
    }
    process = begun;
    return true;
  }

  private void await(Future<?> future) throws InterruptedException, ExecutionException {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(name + " hangs", e);
    }
  }

  private static void answer(HttpServerRequest request, ServerLife life) {
    var now = Instant.now();
    var response =
        request
            .response()
            .putHeader(
                "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC)));
    switch (Optional.ofNullable(request.path()).orElse("")) {
      case "/-/healthy" -> end(response, 200, TEXT, "Prometheus Server is Healthy.\n");
      case "/metrics" -> end(response, 200, EXPOSITION, SelfMetricsText.of(life, now));
      case "/-/ready" -> {
        if (life.isReady(now)) {
          end(response, 200, TEXT, "Prometheus Server is Ready.\n");
        } else {
          end(response, 503, TEXT, "Service Unavailable");
        }
      }
      default -> end(response, 404, TEXT, "404 page not found\n");
    }
  }

  private static void end(HttpServerResponse response, int status, String type, String body) {
    response.setStatusCode(status).putHeader("Content-Type", type).end(body);
  }
}
