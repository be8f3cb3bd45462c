package dev.deadair.probe;

import static dev.deadair.liveness.BlindCause.TLS_TRUST;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Whom TLS trusts and how we prove ourselves, as the files say when a connection is opened: one
 * that was renewed on disk is used from the next connection on.
 */
final class Trust {

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final Tls tls;

  Trust(Vertx vertx, WorkerExecutor workers, Tls tls) {
    this.vertx = vertx;
    this.workers = workers;
    this.tls = tls;
  }

  /** What TLS needs for one connection; fails with {@link Unprepared}. */
  Future<ClientSSLOptions> now() {
    if (tls.authorities().isEmpty() && tls.identity().isEmpty()) {
      return Future.succeededFuture(plain());
    }
    return workers.executeBlocking(this::read, false).map(Objects::requireNonNull);
  }

  private ClientSSLOptions read() throws Unprepared {
    var options = plain();
    if (tls.authorities().isPresent()) {
      var file = tls.authorities().get();
      var trusted = new PemTrustOptions().addCertValue(content(file));
      usable(() -> trusted.getTrustManagerFactory(vertx), file);
      options.setTrustOptions(trusted);
    }
    if (tls.identity().isPresent()) {
      var own = tls.identity().get();
      var shown =
          new PemKeyCertOptions()
              .addCertValue(content(own.certificate()))
              .addKeyValue(content(own.key()));
      usable(() -> shown.getKeyManagerFactory(vertx), own.certificate(), own.key());
      options.setKeyCertOptions(shown);
    }
    return options;
  }

  /** Vert.x would find out too, and say it in a way that nobody could tell from a bug. */
  private static void usable(Callable<?> use, Path... files) throws Unprepared {
    try {
      use.call();
    } catch (Exception e) {
      throw new Unprepared(TLS_TRUST, "cannot use " + List.of(files) + ": " + e.getMessage());
    }
  }

  private static ClientSSLOptions plain() {
    return new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
  }

  private static Buffer content(Path file) throws Unprepared {
    try {
      return Buffer.buffer(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new Unprepared(
          TLS_TRUST, "cannot read " + file + " (" + e.getClass().getSimpleName() + ")");
    }
  }
}
