package dev.deadair.web;

import dev.deadair.view.View;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
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

  /** Views that a client may go on from: what it was given with the page, or when it was cut. */
  private static final int REMEMBERED = 8;

  private final Board board;
  private final Set<Client> clients = new LinkedHashSet<>();
  private final Deque<View> latest = new ArrayDeque<>();

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
    var client = new Client(response, brief(context), from(context));
    clients.add(client);
    response.closeHandler(_ -> clients.remove(client));
    response.exceptionHandler(_ -> clients.remove(client));
    response.write("retry: 2000\n\n");
    tell();
  }

  private static boolean brief(RoutingContext context) {
    return context.queryParams().contains("brief");
  }

  /** The view that the client says it has; else none. */
  private View from(RoutingContext context) {
    var id =
        Optional.ofNullable(context.request().getHeader("Last-Event-ID"))
            .or(() -> context.queryParam("from").stream().findFirst());
    return latest.stream()
        .filter(view -> id.filter(name(view)::equals).isPresent())
        .findFirst()
        .orElse(View.BLANK);
  }

  /** A number alone may come again: what was never committed is counted anew after a crash. */
  private static String name(View view) {
    return view.seq() + "-" + view.at().toEpochMilli();
  }

  private void remember(View view) {
    if (view.seq() > 0 && latest.peekFirst() != view) {
      latest.addFirst(view);
      if (latest.size() > REMEMBERED) {
        latest.removeLast();
      }
    }
  }

  private void tell() {
    var view = board.view();
    remember(view);
    tell(view, true);
    tell(view, false);
  }

  private void tell(View view, boolean brief) {
    var from = view;
    var change = Buffer.buffer();
    for (var client : clients) {
      if (client.brief != brief || client.seen == view || client.response.writeQueueFull()) {
        continue;
      }
      // Nearly all have seen the same.
      if (client.seen != from) {
        from = client.seen;
        change = event(view, brief ? Brief.between(from, view) : Difference.between(from, view));
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

  private static Buffer event(View to, JsonObject difference) {
    return Buffer.buffer("id: " + name(to) + "\nevent: turn\ndata: ")
        .appendBuffer(difference.toBuffer())
        .appendString("\n\n");
  }

  /** One who follows, and the view it was sent last. */
  private static final class Client {

    /** What a slow line can take within the server's patience. */
    private static final int PIECE = 64 * 1024;

    private final HttpServerResponse response;

    /** Whether it is told what the board's first page shows, or everything. */
    private final boolean brief;

    private View seen;

    Client(HttpServerResponse response, boolean brief, View seen) {
      this.response = response;
      this.brief = brief;
      this.seen = seen;
    }

    /** Sends in pieces, each of which shows the server that the client still takes something. */
    void send(Buffer event) {
      for (var at = 0; at < event.length(); at += PIECE) {
        response.write(event.slice(at, Math.min(at + PIECE, event.length())));
      }
    }
  }
}
