package dev.deadair.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The process in which a simulated server lives: it listens and says what its life has come to,
 * over just as much HTTP/1.1 as that takes, until it is killed.
 *
 * <p>Plain sockets on virtual threads, since killing is the point: it is known when they refuse. A
 * server on an event loop closes some time later, and complains of who came in between.
 */
final class ServerProcess implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String EXPOSITION =
      "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

  private final ServerLife life;
  private final ServerSocket listening = new ServerSocket();
  private final Thread accepting;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /** What is answered to one request. */
  private record Answer(String status, String contentType, String body) {}

  /** Begins {@code life} at {@code address}; when this returns it answers. */
  ServerProcess(ServerLife life, InetSocketAddress address) throws IOException {
    this.life = life;
    try {
      listening.setReuseAddress(true);
      listening.bind(address);
    } catch (IOException e) {
      listening.close();
      throw e;
    }
    accepting = Thread.ofVirtual().name("accepting-" + address.getPort()).start(this::accept);
  }

  /** Kills it, its connections too; when this returns its address refuses. */
  @Override
  public void close() {
    try {
      listening.close();
      for (var connection : connections) {
        connection.close();
      }
      // The one that accepts is the one that gives the address back.
      if (!accepting.join(DEADLINE)) {
        throw new IllegalStateException("it still listens at " + listening);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        var connection = listening.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      if (!listening.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Answers one request after the other; a connection that breaks is the other side's to tell. */
  private void serve(Socket connection) {
    connections.add(connection);
    try (connection) {
      if (listening.isClosed()) {
        return;
      }
      var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
      for (var request = in.readLine(); request != null; request = in.readLine()) {
        skipHeaders(in);
        send(answer(List.of(request.split(" ", -1))), connection.getOutputStream());
      }
    } catch (IOException _) {
      // Hung up, or killed.
    } finally {
      connections.remove(connection);
    }
  }

  private static void skipHeaders(BufferedReader in) throws IOException {
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {}
  }

  private Answer answer(List<String> request) {
    var now = Instant.now();
    return switch (request.size() == 3 ? request.get(1) : "") {
      case "/-/healthy" -> new Answer("200 OK", TEXT, "Prometheus Server is Healthy.\n");
      case "/-/ready" ->
          life.isReady(now)
              ? new Answer("200 OK", TEXT, "Prometheus Server is Ready.\n")
              : new Answer("503 Service Unavailable", TEXT, "Service Unavailable");
      case "/metrics" -> new Answer("200 OK", EXPOSITION, SelfMetricsText.of(life, now));
      default -> new Answer("404 Not Found", TEXT, "404 page not found\n");
    };
  }

  private static void send(Answer answer, OutputStream out) throws IOException {
    var body = answer.body().getBytes(UTF_8);
    var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atZone(ZoneOffset.UTC));
    var head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nDate: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(answer.status(), answer.contentType(), date, body.length);
    out.write(head.getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
  }
}
