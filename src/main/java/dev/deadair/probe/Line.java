package dev.deadair.probe;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to an instance, opened when it is needed and kept from look to look.
 *
 * <p>It belongs to the instance alone: instances that share a server under different paths would
 * wait for one another in a shared pool, and one that hangs would drag the others down. Confined to
 * one event loop, one request at a time.
 */
final class Line {

  private final Target target;
  private final Dialler dialler;
  private final Requests requests;

  private boolean sent;
  private @Nullable HttpClientConnection kept;

  /** How often the line was cut: what began before a cut must not go on after it. */
  private int cuts;

  Line(Target target, Dialler dialler) {
    this.target = target;
    this.dialler = dialler;
    this.requests = new Requests(target);
  }

  Target target() {
    return target;
  }

  /** What the latest request is or was waiting for. */
  Stage stage() {
    return sent ? Stage.ANSWER : dialler.stage();
  }

  /** Asks; the future ends with the head of the answer. */
  Future<HttpClientResponse> get(Endpoint endpoint) {
    var open = kept;
    if (open == null) {
      return connect(cuts).compose(fresh -> send(fresh, endpoint));
    }
    var began = cuts;
    return send(open, endpoint)
        .recover(
            error ->
                mayHaveBeenStale(error) && began == cuts
                    ? connect(began).compose(fresh -> send(fresh, endpoint))
                    : Future.failedFuture(error));
  }

  /** Ends well if somebody accepts a connection, which is closed at once. */
  Future<Void> knock() {
    return connect(cuts).onSuccess(_ -> cut()).mapEmpty();
  }

  /** Closes the connection, and whatever is under way comes to nothing. */
  void cut() {
    cuts++;
    var open = kept;
    kept = null;
    if (open != null) {
      open.close();
    }
  }

  /** A server may close a connection just when we use it again: that says nothing, so once more. */
  private static boolean mayHaveBeenStale(Throwable error) {
    return error instanceof HttpClosedException || error instanceof IOException;
  }

  private Future<HttpClientConnection> connect(int began) {
    sent = false;
    return dialler
        .open(() -> began == cuts)
        .compose(
            fresh -> {
              if (began != cuts) {
                fresh.close();
                return Future.failedFuture(new HttpClosedException("cut"));
              }
              kept = fresh;
              fresh.closeHandler(_ -> forget(fresh));
              // The request that suffers from it is told as well; without this Vert.x would log it.
              fresh.exceptionHandler(_ -> {});
              return Future.succeededFuture(fresh);
            });
  }

  private Future<HttpClientResponse> send(HttpClientConnection over, Endpoint endpoint) {
    sent = true;
    try {
      return over.request(requests.to(endpoint))
          .compose(request -> request.authority(requests.authority()).send());
    } catch (Unprepared e) {
      return Future.failedFuture(e);
    }
  }

  private void forget(HttpClientConnection closed) {
    if (closed.equals(kept)) {
      kept = null;
    }
  }
}
