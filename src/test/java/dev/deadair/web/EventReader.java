package dev.deadair.web;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that follows the events and keeps the turns it was told of. */
final class EventReader implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<JsonObject> turns = new LinkedBlockingQueue<>();

  private final CompletableFuture<Void> reading;

  EventReader(URI events) {
    reading =
        client
            .sendAsync(HttpRequest.newBuilder(events).build(), BodyHandlers.ofLines())
            .thenAccept(
                response ->
                    response
                        .body()
                        .filter(line -> line.startsWith("data: {\"seq\""))
                        .map(line -> new JsonObject(line.substring("data: ".length())))
                        .forEach(turns::add));
  }

  /** The next turn, within a deadline. */
  JsonObject next() throws InterruptedException {
    return requireNonNull(turns.poll(10, TimeUnit.SECONDS), "no event in 10 s");
  }

  @Override
  public void close() {
    reading.cancel(true);
    client.shutdownNow();
  }
}
