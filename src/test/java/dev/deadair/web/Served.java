package dev.deadair.web;

import dev.deadair.liveness.Moment;
import dev.deadair.probe.MachineClock;
import dev.deadair.store.Archive;
import dev.deadair.store.History;
import dev.deadair.store.Journal;
import dev.deadair.store.Sample;
import dev.deadair.turn.Fact;
import dev.deadair.view.Scene;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A real server on a port of the kernel's choice, and a client to ask it. */
final class Served implements AutoCloseable {
  static final String TOKEN = "a token of our own";

  final List<Fact> facts = new CopyOnWriteArrayList<>();
  volatile Consumer<Fact> taker = facts::add;
  final Board board = new Board();
  final Meters meters = new Meters("1.2.3");
  final WebServer server;
  final Path directory;
  final History history;
  private final Journal journal;
  private final HttpClient client = HttpClient.newHttpClient();

  Served() {
    this(Optional.empty(), WebServer.PATIENCE);
  }

  /** One where another was before. */
  Served(int port) {
    this(Optional.empty(), WebServer.PATIENCE, port);
  }

  Served(Optional<URI> externalUrl, Duration patience) {
    this(externalUrl, patience, 0);
  }

  private Served(Optional<URI> externalUrl, Duration patience, int port) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      directory = Files.createTempDirectory("deadair-served");
      journal = Journal.open(directory);
      journal.load(now());
      history = new History(directory, Duration.ofSeconds(15));
      server =
          WebServer.start(
              address,
              externalUrl,
              board,
              new Chronicle(new Archive(directory), history, Served::now),
              meters,
              intake(),
              patience);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Intake intake() {
    return new Intake(
        fact -> taker.accept(fact),
        new MachineClock(),
        Duration.ofHours(24),
        Optional.of(() -> TOKEN));
  }

  /** A server that shows {@code view}. */
  static Served showing(View view) {
    var served = new Served();
    served.board.publish(view);
    return served;
  }

  /** Shows the scene's whole story, and keeps curves of its sites. */
  void plays(Scene scene, Duration lasts) {
    for (var left = lasts; left.isPositive(); left = left.minus(Scene.INTERVAL)) {
      var view = scene.look(Scene.INTERVAL);
      board.publish(view);
      var points = new ArrayList<Sample.Point>();
      view.sites()
          .forEach(
              (id, site) -> {
                points.add(
                    new Sample.Point(
                        id,
                        site.state().word(),
                        Optional.of(1.0),
                        Optional.of(9.0),
                        Optional.of(12.0)));
              });
      history.keep(new Sample(view.at(), points, List.of(), List.of()));
    }
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return ask("GET", path, headers);
  }

  HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
    return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
  }

  /** Sends JSON, or what is called so. */
  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    return send(method, path, HttpRequest.BodyPublishers.ofString(body), headers);
  }

  private HttpResponse<String> send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(uri(path)).method(method, body).timeout(Duration.ofSeconds(10));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static Moment now() {
    return new Moment(Instant.now(), Duration.ZERO, Duration.ZERO);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  @Override
  public void close() throws IOException {
    client.shutdownNow();
    server.stop(Duration.ofSeconds(5));
    history.close();
    journal.close();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
