package dev.deadair.probe;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is: its name, and the last address that the name had.
 *
 * <p>A name service that fails or dawdles must not make a server look dead that is where it was, so
 * the last good address stands in for it. Confined to one event loop.
 */
final class Address {

  /** The machine's way from a name to an address; it may block for as long as it likes. */
  interface NameService {
    InetAddress find(String name) throws UnknownHostException;
  }

  private static final long PATIENCE_SECONDS = 1;

  private final WorkerExecutor workers;
  private final NameService names;
  private final String host;
  private @Nullable InetAddress lastGood;
  private @Nullable Future<InetAddress> pending;

  Address(WorkerExecutor workers, NameService names, String host) {
    this.workers = workers;
    this.names = names;
    this.host = host;
  }

  /**
   * The address now: at once, or soon, or when the name service has answered for the first time.
   */
  Future<InetAddress> now() {
    var asked = pending == null ? ask() : pending;
    var fallback = lastGood;
    return fallback == null
        ? asked
        : asked.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).otherwise(fallback);
  }

  /** Never asks again while an answer is out: a dead name service would gather a queue. */
  private Future<InetAddress> ask() {
    var literal = literal(host);
    if (literal != null) {
      return Future.succeededFuture(literal);
    }
    Future<InetAddress> asked =
        workers.executeBlocking(() -> names.find(host), false).map(Objects::requireNonNull);
    pending = asked;
    asked.onComplete(
        found -> {
          pending = null;
          lastGood = found;
        },
        _ -> pending = null);
    return asked;
  }

  /** The address that {@code host} spells out, or null if it is a name. */
  static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** The name or address in {@code url}, an IPv6 address without brackets. */
  static String host(URI url) {
    var host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port in {@code url}, or the one its scheme implies. */
  static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
  }
}
