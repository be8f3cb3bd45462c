package dev.deadair.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;

/** The self-metrics of a server that scrapes every second, over real HTTP; it can go dark. */
final class PretendPrometheus implements AutoCloseable {

  private final HttpServer server;
  private final Instant started = Instant.now();
  private Duration lit = Duration.ZERO;
  private Optional<Instant> since = Optional.of(started);
  private boolean refuses;

  PretendPrometheus() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** It answers 500 from now on and appends nothing, or appends again. */
  synchronized void dark(boolean dark) {
    lit = lit();
    since = dark ? Optional.empty() : Optional.of(Instant.now());
  }

  /** It no longer knows our password from now on, or does again. */
  synchronized void refuse(boolean refuses) {
    this.refuses = refuses;
  }

  private synchronized Duration lit() {
    return since.map(at -> lit.plus(Duration.between(at, Instant.now()))).orElse(lit);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    var dark = since.isEmpty();
    var text = exchange.getRequestURI().getPath().equals("/metrics") ? metrics() : "ok\n";
    var body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(refuses ? 401 : dark ? 500 : 200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private String metrics() {
    var scrapes = lit().toSeconds();
    return """
    process_start_time_seconds %d
    prometheus_build_info{version="3.5.0"} 1
    prometheus_ready 1
    prometheus_tsdb_head_samples_appended_total{type="float"} %d
    prometheus_tsdb_head_max_time %d
    prometheus_target_interval_length_seconds_count{interval="1s"} %d
    prometheus_target_scrape_pool_targets{scrape_job="node"} 1
    """
        .formatted(started.getEpochSecond(), 1000 * scrapes, Instant.now().toEpochMilli(), scrapes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
