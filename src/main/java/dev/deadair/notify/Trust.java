package dev.deadair.notify;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client that trusts, and proves itself, as its files say at the moment; a certificate that was
 * renewed on disk is used from the next connection on. Safe for several threads.
 */
final class Trust {

  private static final Logger log = LoggerFactory.getLogger(Trust.class);

  private final OkHttpClient plain;
  private final Access.Tls tls;
  private @Nullable List<Stamp> stamps;
  private @Nullable OkHttpClient current;
  private boolean unusable;

  Trust(OkHttpClient plain, Access.Tls tls) {
    this.plain = plain;
    this.tls = tls;
  }

  /**
   * @throws UncheckedIOException where a file cannot be read, or is not what it should be
   */
  synchronized OkHttpClient client() {
    if (tls.equals(Access.Tls.DEFAULT)) {
      return plain;
    }
    try {
      var latest = stamps();
      if (!latest.equals(stamps)) {
        current = trusting();
        stamps = latest;
        unusable = false;
      }
    } catch (IOException e) {
      keepCurrent(e);
    } catch (GeneralSecurityException e) {
      keepCurrent(new IOException("the TLS files cannot be used", e));
    }
    return requireNonNull(current);
  }

  /** Files are replaced one after the other; what was good so far may well be good still. */
  private void keepCurrent(IOException e) {
    if (current == null) {
      throw new UncheckedIOException(e);
    }
    if (!unusable) {
      log.warn("new TLS files cannot be used, going on with those before", e);
    }
    unusable = true;
  }

  private OkHttpClient trusting() throws IOException, GeneralSecurityException {
    var trusted = trustManager(tls.authorities());
    var context = SSLContext.getInstance("TLS");
    context.init(keyManagers(), new X509TrustManager[] {trusted}, null);
    var sockets = context.getSocketFactory();
    var builder = plain.newBuilder();
    var name = tls.serverName();
    if (name.isPresent()) {
      var verifier = plain.hostnameVerifier();
      builder
          .sslSocketFactory(new NamedSockets(sockets, name.get()), trusted)
          .hostnameVerifier((_, session) -> verifier.verify(name.get(), session));
    } else {
      builder.sslSocketFactory(sockets, trusted);
    }
    return builder.build();
  }

  private static X509TrustManager trustManager(Optional<Path> authorities)
      throws IOException, GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities.isPresent() ? keyStoreOf(Pem.certificates(authorities.get())) : null);
    for (var each : factory.getTrustManagers()) {
      if (each instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new IllegalStateException("every JDK trusts by X.509");
  }

  private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
    if (tls.client().isEmpty()) {
      return null;
    }
    var chain = Pem.certificates(tls.client().get().certificate());
    var store = keyStoreOf(List.of());
    store.setKeyEntry(
        "client",
        Pem.key(tls.client().get().key()),
        new char[0],
        chain.toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore keyStoreOf(List<X509Certificate> certificates)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (var i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("authority-" + i, certificates.get(i));
    }
    return store;
  }

  private List<Stamp> stamps() throws IOException {
    var files =
        Stream.concat(
                tls.authorities().stream(),
                tls.client().stream().flatMap(it -> Stream.of(it.certificate(), it.key())))
            .toList();
    var latest = new ArrayList<Stamp>();
    for (var file : files) {
      latest.add(new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
    }
    return latest;
  }

  /** What tells a file from the one it replaced. */
  private record Stamp(FileTime modified, long size) {}
}
