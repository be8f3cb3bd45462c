package dev.deadair.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A target that says what it is told to. */
final class Exporter implements AutoCloseable {
  static final int SAMPLES = 400;

  private final HttpServer server;
  private volatile Supplier<String> body = () -> samples(SAMPLES, "");

  Exporter() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/metrics",
        exchange -> {
          try (exchange) {
            var bytes = body.get().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void says(Supplier<String> next) {
    body = next;
  }

  /**
   * An exposition of that many series.
   *
   * @param suffix what stands behind each value: a time, or nothing
   */
  static String samples(int count, String suffix) {
    return IntStream.range(0, count)
        .mapToObj(i -> "made{series=\"%d\"} %d%s\n".formatted(i, i, suffix))
        .collect(Collectors.joining());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
