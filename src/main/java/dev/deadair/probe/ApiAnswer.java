package dev.deadair.probe;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/** An answer of a server's HTTP API on its way in: of its envelope, the data. */
final class ApiAnswer {

  private final int bound;
  private final Consumer<Optional<JsonObject>> then;
  private final Buffer body = Buffer.buffer();
  private boolean over;

  private ApiAnswer(int bound, Consumer<Optional<JsonObject>> then) {
    this.bound = bound;
    this.then = then;
  }

  /**
   * Reads an answer and says, once, what it is; nothing where it is no success, no JSON or not
   * whole. One of more than {@code bound} bytes is hung up on.
   */
  static void read(HttpClientResponse answer, int bound, Consumer<Optional<JsonObject>> then) {
    var reading = new ApiAnswer(bound, then);
    answer.exceptionHandler(_ -> reading.end(Optional.empty()));
    answer.handler(chunk -> reading.take(chunk, answer));
    answer.endHandler(
        _ -> reading.end(answer.statusCode() == 200 ? data(reading.body) : Optional.empty()));
  }

  private void take(Buffer chunk, HttpClientResponse from) {
    if (!over && body.length() + chunk.length() <= bound) {
      body.appendBuffer(chunk);
    } else if (!over) {
      end(Optional.empty());
      from.request().connection().close();
    }
  }

  private void end(Optional<JsonObject> data) {
    if (!over) {
      over = true;
      then.accept(data);
    }
  }

  private static Optional<JsonObject> data(Buffer body) {
    try {
      var data = new JsonObject(body).getValue("data");
      return data instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    } catch (DecodeException _) {
      return Optional.empty();
    }
  }
}
