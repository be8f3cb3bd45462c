package dev.deadair.demo;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server behind a recorder: one path on loopback that answers as its {@link Contract}
 * says, unless it was told to fail.
 *
 * <p>Its one event loop calls the contract, so a contract never runs twice at a time.
 */
final class RecordingServer implements AutoCloseable {
  /** What the receiver does with a request whose body was read to its end. */
  @FunctionalInterface
  interface Contract {
    Reply answer(Request request);
  }

  /** A request: its arrival, its {@code Content-Type} ("" if it had none) and its body. */
  record Request(Instant at, String contentType, Buffer body) {}

  /** An answer in JSON. */
  record Reply(int status, JsonObject body) {}

  /** Bytes after this many are read and dropped: the body is then broken, as it deserves. */
  private static final int BODY_LIMIT = 16 << 20;

  private static final int DEADLINE_SECONDS = 10;

  private final String path;
  private final Contract contract;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpServer server;
  private final List<Instant> attempts = new CopyOnWriteArrayList<>();
  private final AtomicReference<Spell> spell = new AtomicReference<>(Spell.OVER);

  private RecordingServer(String path, Contract contract) {
    this.path = path;
    this.contract = contract;
    // A close without linger is a reset, which Fault.Reset wants.
    this.server =
        vertx.createHttpServer(new HttpServerOptions().setSoLinger(0)).requestHandler(this::read);
  }

  /** Listens on a port of the kernel's choice. */
  static RecordingServer listen(String path, Contract contract) {
    var recording = new RecordingServer(path, contract);
    try {
      recording.server.listen(0, "127.0.0.1").await(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a recorder could not listen", e);
    }
    return recording;
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  /** When each request arrived, failed ones included. */
  List<Instant> attempts() {
    return List.copyOf(attempts);
  }

  /** Fails the next requests, in place of whatever was ordered before; zero ends a failure. */
  void failNext(int requests, Fault fault) {
    spell.set(new Spell(fault, requests));
  }

  @Override
  public void close() {
    try {
      vertx.close().await(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a recorder did not close", e);
    }
  }

  private void read(HttpServerRequest request) {
    var at = Instant.now();
    if (!path.equals(request.path())) {
      reply(request, new Reply(404, new JsonObject()));
      return;
    }
    if (!request.method().equals(HttpMethod.POST)) {
      reply(request, new Reply(405, new JsonObject()));
      return;
    }
    attempts.add(at);
    var body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= BODY_LIMIT) {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(_ -> answer(request, at, body));
  }

  private void answer(HttpServerRequest request, Instant at, Buffer body) {
    switch (spell.getAndUpdate(Spell::next).current()) {
      case null -> {
        var type = request.getHeader("Content-Type");
        reply(request, contract.answer(new Request(at, type == null ? "" : type, body)));
      }
      case Fault.Status(int code) -> request.response().setStatusCode(code).end();
      case Fault.Hang _ -> {}
      case Fault.Reset _ -> request.connection().close();
    }
  }

  private static void reply(HttpServerRequest request, Reply reply) {
    request
        .response()
        .setStatusCode(reply.status())
        .putHeader("Content-Type", "application/json")
        .end(reply.body().toBuffer());
  }

  /** A run of requests that fail, and how many of them are left. */
  private record Spell(Fault fault, int left) {
    static final Spell OVER = new Spell(new Fault.Hang(), 0);

    @Nullable Fault current() {
      return left > 0 ? fault : null;
    }

    Spell next() {
      return left > 0 ? new Spell(fault, left - 1) : OVER;
    }
  }
}
