package dev.deadair.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import okhttp3.tls.HeldCertificate;

/** A server that takes every POST, with a certificate of an authority of its own. */
final class HttpsServer {
  static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).build();

  static final HeldCertificate SERVER =
      new HeldCertificate.Builder()
          .signedBy(AUTHORITY)
          .addSubjectAlternativeName("localhost")
          .addSubjectAlternativeName("alertmanager.example")
          .build();
  private static final String PASSWORD = "password";

  private HttpsServer() {}

  /**
   * @param clientCertificate whether it serves only who shows a certificate of the authority
   */
  static WireMockServer start(Path dir, boolean clientCertificate)
      throws IOException, GeneralSecurityException {
    var options =
        WireMockConfiguration.options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .dynamicHttpsPort()
            .keystorePath(store(dir.resolve("server.p12"), true).toString())
            .keystoreType("PKCS12")
            .keystorePassword(PASSWORD)
            .keyManagerPassword(PASSWORD);
    if (clientCertificate) {
      options
          .needClientAuth(true)
          .trustStorePath(store(dir.resolve("trusted.p12"), false).toString())
          .trustStoreType("PKCS12")
          .trustStorePassword(PASSWORD);
    }
    var server = new WireMockServer(options);
    server.start();
    server.stubFor(post(anyUrl()).willReturn(ok()));
    return server;
  }

  private static Path store(Path file, boolean withKey)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    if (withKey) {
      var chain = new Certificate[] {SERVER.certificate()};
      store.setKeyEntry("it", SERVER.keyPair().getPrivate(), PASSWORD.toCharArray(), chain);
    } else {
      store.setCertificateEntry("it", AUTHORITY.certificate());
    }
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
