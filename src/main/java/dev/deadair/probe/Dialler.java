package dev.deadair.probe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Opens connections to one target, directly or by way of its proxy. Confined to one event loop.
 *
 * <pre>
 *   no proxy          to the target
 *   proxy, http       to the proxy, which reads from each request where it is to go
 *   proxy, https      to the target through a tunnel, which the proxy opens when asked to CONNECT
 * </pre>
 */
final class Dialler {

  private final Target target;
  private final HttpClientAgent client;
  private final Duration patience;

  /** Of the first hop: the target itself, or its proxy. */
  private final Address address;

  private final Trust trust;
  private Stage stage = Stage.NAME;

  /**
   * @param workers for what blocks: the name service, files
   * @param patience how long a tunnel may take to be opened, and as long again a TLS handshake
   */
  Dialler(
      Target target,
      Vertx vertx,
      WorkerExecutor workers,
      HttpClientAgent client,
      Duration patience) {
    this.target = target;
    this.client = client;
    this.patience = patience;
    var firstHop = target.approach().proxy().orElse(target.base());
    this.address = new Address(workers, InetAddress::getByName, Address.host(firstHop));
    this.trust = new Trust(vertx, workers, target.approach().tls());
  }

  /** What the latest connection is or was waiting for. */
  Stage stage() {
    return stage;
  }

  /** Opens a connection, unless nobody wants it any more once the way there is known. */
  Future<HttpClientConnection> open(BooleanSupplier wanted) {
    stage = Stage.NAME;
    return address
        .now()
        .compose(
            found ->
                target.isTls()
                    ? trust.now().map(tls -> overTls(found, tls))
                    : Future.succeededFuture(plain(found)))
        .compose(
            way -> {
              if (!wanted.getAsBoolean()) {
                return Future.failedFuture(new HttpClosedException("cut"));
              }
              stage = Stage.CONNECTION;
              return client.connect(way);
            });
  }

  private HttpConnectOptions plain(InetAddress firstHop) {
    var port = Address.port(target.approach().proxy().orElse(target.base()));
    return new HttpConnectOptions()
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(firstHop, port)))
        .setHost(target.host())
        .setPort(target.port())
        .setSsl(false);
  }

  /** Vert.x expects in the certificate, and asks for by SNI, what it is told is the host. */
  private HttpConnectOptions overTls(InetAddress firstHop, ClientSSLOptions tls) {
    var way =
        new HttpConnectOptions()
            .setHost(target.approach().tls().serverName().orElse(target.host()))
            .setPort(target.port())
            .setSsl(true)
            .setSslOptions(
                tls.setSslHandshakeTimeout(patience.toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    var proxy = target.approach().proxy();
    return proxy.isEmpty()
        ? way.setServer(
            SocketAddress.inetSocketAddress(new InetSocketAddress(firstHop, target.port())))
        : way.setServer(SocketAddress.inetSocketAddress(target.port(), target.host()))
            .setProxyOptions(tunnel(proxy.get(), firstHop));
  }

  private ProxyOptions tunnel(URI proxy, InetAddress found) {
    var options =
        new ProxyOptions()
            .setHost(found.getHostAddress())
            .setPort(Address.port(proxy))
            .setConnectTimeout(patience);
    return Credentials.login(proxy)
        .map(login -> options.setUsername(login.user()).setPassword(login.password()))
        .orElse(options);
  }
}
