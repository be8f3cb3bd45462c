package dev.deadair.probe;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to an instance, opened when it is needed and kept from look to look.
 *
 * <p>It belongs to the instance alone: instances that share a server under different paths would
 * wait for one another in a shared pool, and one that hangs would drag the others down. Confined to
 * one event loop, one request at a time.
 */
final class Line {

  private static final String ACCEPT = "text/plain;version=0.0.4";

  private final Target target;
  private final Address address;
  private final HttpClientAgent client;
  private final Map<Endpoint, RequestOptions> requests = new EnumMap<>(Endpoint.class);

  private Stage stage = Stage.NAME;
  private @Nullable HttpClientConnection kept;

  /** How often the line was cut: what began before a cut must not go on after it. */
  private int cuts;

  Line(Target target, Address address, HttpClientAgent client) {
    this.target = target;
    this.address = address;
    this.client = client;
    for (var endpoint : Endpoint.values()) {
      requests.put(endpoint, request(endpoint));
    }
  }

  Target target() {
    return target;
  }

  /** What the latest request is or was waiting for. */
  Stage stage() {
    return stage;
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
    stage = Stage.NAME;
    return address
        .now()
        .compose(found -> open(found, began))
        .compose(
            fresh -> {
              if (began != cuts) {
                fresh.close();
                return cutMeanwhile();
              }
              kept = fresh;
              fresh.closeHandler(_ -> forget(fresh));
              // The request that suffers from it is told as well; without this Vert.x would log it.
              fresh.exceptionHandler(_ -> {});
              return Future.succeededFuture(fresh);
            });
  }

  private Future<HttpClientConnection> open(InetAddress found, int began) {
    if (began != cuts) {
      return cutMeanwhile();
    }
    stage = Stage.CONNECTION;
    return client.connect(
        new HttpConnectOptions()
            .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(found, target.port())))
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.isTls()));
  }

  private Future<HttpClientResponse> send(HttpClientConnection over, Endpoint endpoint) {
    stage = Stage.ANSWER;
    return over.request(requests.get(endpoint)).compose(HttpClientRequest::send);
  }

  private void forget(HttpClientConnection closed) {
    if (closed.equals(kept)) {
      kept = null;
    }
  }

  private static <T> Future<T> cutMeanwhile() {
    return Future.failedFuture(new HttpClosedException("cut"));
  }

  private RequestOptions request(Endpoint endpoint) {
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setURI(target.path(endpoint))
            .setFollowRedirects(false)
            .putHeader("User-Agent", "deadair")
            .putHeader("Accept", ACCEPT)
            .putHeader("Accept-Encoding", target.compression().coding());
    target.headers().forEach(request::putHeader);
    return request;
  }
}
