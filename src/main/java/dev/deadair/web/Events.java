package dev.deadair.web;

import dev.deadair.view.View;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The event stream: each client is sent everything once, then what differs between the view it saw
 * last and the one published now. A client that reads slowly gets fewer and larger differences; one
 * that reads nothing loses the server's patience.
 *
 * <p>Lives on the server's event loop alone; it looks for a new view instead of being called, so
 * that the tick knows nothing of it.
 */
final class Events {

  /** At once; the rest of {@link Connections#MOST} is for everybody else. */
  static final int MOST_CLIENTS = 200;

  private static final long LOOK_MILLIS = 250;

  /** Well below {@link WebServer#PATIENCE}: it goes on when there are no turns to tell of. */
  private static final long HEARTBEAT_MILLIS = 5_000;

  /** An event and not a comment, since the page is told nothing of comments. */
  private static final Buffer HEARTBEAT = Buffer.buffer("event: heartbeat\ndata: {}\n\n");

  private final Board board;
  private final Set<Client> clients = new LinkedHashSet<>();

  Events(Vertx vertx, Board board) {
    this.board = board;
    vertx.setPeriodic(LOOK_MILLIS, _ -> tell());
    vertx.setPeriodic(HEARTBEAT_MILLIS, _ -> heartbeat());
  }

  void mount(Routes routes) {
    routes.get("/api/v1/events", this::open);
  }

  /** Ends every stream; clients will try to come back. */
  void end() {
    clients.forEach(client -> client.response.end());
    clients.clear();
  }

  private void open(RoutingContext context) {
    var response = context.response();
    if (clients.size() >= MOST_CLIENTS) {
      response.putHeader("Retry-After", "30");
      Answers.error(context, 503, "too many clients follow the events already");
      return;
    }
    response
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        // Else what is small would wait in the compressor, and in nginx, for more.
        .putHeader("Content-Encoding", "identity")
        .putHeader("X-Accel-Buffering", "no")
        .setChunked(true);
    if (context.request().method().equals(HttpMethod.HEAD)) {
      response.end();
      return;
    }
    var client = new Client(response);
    clients.add(client);
    response.closeHandler(_ -> clients.remove(client));
    response.exceptionHandler(_ -> clients.remove(client));
    response.write("retry: 2000\n\n");
    tell();
  }

  private void tell() {
    var view = board.view();
    var from = view;
    var change = Buffer.buffer();
    for (var client : clients) {
      if (client.seen == view || client.response.writeQueueFull()) {
        continue;
      }
      // Nearly all have seen the same.
      if (client.seen != from) {
        from = client.seen;
        change = event(from, view);
      }
      client.send(change);
      client.seen = view;
    }
  }

  private void heartbeat() {
    clients.stream()
        .filter(client -> !client.response.writeQueueFull())
        .forEach(client -> client.send(HEARTBEAT));
  }

  private static Buffer event(View from, View to) {
    return Buffer.buffer("id: " + to.seq() + "\nevent: turn\ndata: ")
        .appendBuffer(Difference.between(from, to).toBuffer())
        .appendString("\n\n");
  }

  /** One who follows, and the view it was sent last. */
  private static final class Client {

    /** What a slow line can take within the server's patience. */
    private static final int PIECE = 64 * 1024;

    private final HttpServerResponse response;
    private View seen = View.BLANK;

    Client(HttpServerResponse response) {
      this.response = response;
    }

    /** Sends in pieces, each of which shows the server that the client still takes something. */
    void send(Buffer event) {
      for (var at = 0; at < event.length(); at += PIECE) {
        response.write(event.slice(at, Math.min(at + PIECE, event.length())));
      }
    }
  }
}
