package dev.deadair.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A stand-in for PagerDuty on loopback: it enforces the published contract of the Events API v2,
 * keeps what it accepted, and knows which incidents PagerDuty would have made of it.
 *
 * <p>Safe to ask from any thread while it serves.
 */
public final class PagerDutyRecorder implements AutoCloseable {
  /** A request refused by the contract, and the errors it was answered with. */
  public record Refusal(Instant at, List<String> errors, String body) {
    public Refusal {
      errors = List.copyOf(errors);
    }
  }

  private final List<PagerDutyEvent> events = new CopyOnWriteArrayList<>();
  private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
  private final List<Consumer<PagerDutyEvent>> listeners = new CopyOnWriteArrayList<>();
  private final RecordingServer server = RecordingServer.listen("/v2/enqueue", this::enqueue);

  /** Where to send events: what a receiver's {@code url} is set to. */
  public String url() {
    return server.url();
  }

  /** Every accepted event, in order of arrival. */
  public List<PagerDutyEvent> events() {
    return List.copyOf(events);
  }

  /** The incidents the events made, oldest first. */
  public List<PagerDutyIncident> incidents() {
    return PagerDutyIncident.of(events);
  }

  /** What was answered with 400: each is a bug of its sender. */
  public List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  /** When each request arrived, failed ones included. */
  public List<Instant> attempts() {
    return server.attempts();
  }

  /** Fails the next requests, in place of whatever was ordered before; zero ends a failure. */
  public void failNext(int requests, Fault fault) {
    server.failNext(requests, fault);
  }

  /** Calls the listener with each event, on the server's thread, before its sender is answered. */
  public void onEvent(Consumer<PagerDutyEvent> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    server.close();
  }

  private RecordingServer.Reply enqueue(RecordingServer.Request request) {
    return switch (PagerDutyContract.rule(request)) {
      case PagerDutyContract.Ruling.Accepted(var event) -> {
        events.add(event);
        listeners.forEach(listener -> listener.accept(event));
        yield new RecordingServer.Reply(
            202,
            new JsonObject()
                .put("status", "success")
                .put("message", "Event processed")
                .put("dedup_key", event.dedupKey()));
      }
      case PagerDutyContract.Ruling.Refused(var status, var message, var errors) -> {
        refusals.add(new Refusal(request.at(), errors, request.body().toString()));
        yield new RecordingServer.Reply(
            400,
            new JsonObject()
                .put("status", status)
                .put("message", message)
                .put("errors", new JsonArray(errors)));
      }
    };
  }
}
