package dev.deadair.failures;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands before a server, passes on what is asked of it, and knows what that was. */
final class Recorder implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer face;
  private volatile String url;

  Recorder(String url) {
    this.url = url;
    try {
      face = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    face.createContext("/", this::pass);
    face.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    face.start();
  }

  String url() {
    return "http://127.0.0.1:" + face.getAddress().getPort();
  }

  /** From now on it stands before another server. */
  void turn(String other) {
    url = other;
  }

  /** The paths that were asked for, each with its query. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().toString();
      asked.add(path);
      var request = HttpRequest.newBuilder(URI.create(url + path)).build();
      var answer = client.send(request, BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    face.stop(0);
  }
}
