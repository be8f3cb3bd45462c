package dev.deadair.web;

import dev.deadair.view.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A real server on a port of the kernel's choice, and a client to ask it. */
final class Served implements AutoCloseable {
  final Board board = new Board();
  final Meters meters = new Meters("1.2.3");
  final WebServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  Served() {
    this(Optional.empty(), WebServer.PATIENCE);
  }

  Served(Optional<URI> externalUrl, Duration patience) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      server = WebServer.start(address, externalUrl, board, meters, patience);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that shows {@code view}. */
  static Served showing(View view) {
    var served = new Served();
    served.board.publish(view);
    return served;
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return ask("GET", path, headers);
  }

  HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(uri(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(10));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  @Override
  public void close() throws IOException {
    client.shutdownNow();
    server.stop(Duration.ofSeconds(5));
  }
}
