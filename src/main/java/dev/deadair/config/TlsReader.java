package dev.deadair.config;

import dev.deadair.config.Connection.ClientCertificate;
import dev.deadair.config.Connection.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/** Reads how TLS is to be spoken, and whether its files are what they should be. */
final class TlsReader {
  private static final String NO_CERTIFICATE =
      "names a file without a certificate; it must be PEM, beginning -----BEGIN CERTIFICATE-----";

  private TlsReader() {}

  static Tls read(Node tls) {
    var ca = tls.get("ca-file").flatMap(TlsReader::certificates);
    var serverName = tls.get("server-name").flatMap(Value::name);
    var client = client(tls);
    tls.done();
    return new Tls(ca, client, serverName);
  }

  private static Optional<ClientCertificate> client(Node tls) {
    if (tls.has("cert-file") != tls.has("key-file")) {
      tls.wrong("has one of cert-file and key-file; a client certificate needs both");
    }
    var certificate = tls.get("cert-file").flatMap(TlsReader::certificates);
    var key = tls.get("key-file").flatMap(TlsReader::key);
    return certificate.flatMap(first -> key.map(second -> new ClientCertificate(first, second)));
  }

  private static Optional<Path> certificates(Value value) {
    return SecretReader.readable(value)
        .filter(
            file -> {
              var holds = holdsCertificates(file);
              if (!holds) {
                value.wrongUnseen(NO_CERTIFICATE);
              }
              return holds;
            });
  }

  private static boolean holdsCertificates(Path file) {
    try (var in = Files.newInputStream(file)) {
      return !CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty();
    } catch (IOException | CertificateException notOne) {
      return false;
    }
  }

  private static Optional<Path> key(Value value) {
    return SecretReader.readable(value)
        .filter(
            file -> {
              SecretReader.warnIfWorldReadable(value, file);
              var holds = holdsKey(file);
              if (!holds) {
                value.wrongUnseen(
                    "names a file without a private key; it must be PKCS #8 in PEM, beginning"
                        + " -----BEGIN PRIVATE KEY-----");
              }
              return holds;
            });
  }

  private static boolean holdsKey(Path file) {
    try {
      return Files.readString(file).contains("-----BEGIN PRIVATE KEY-----");
    } catch (IOException notText) {
      return false;
    }
  }
}
