package dev.deadair.notify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Certificates, and keys in PKCS #8, as files hold them; a message about one names the file. */
final class Pem {

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private Pem() {}

  static List<X509Certificate> certificates(Path file) throws IOException {
    var certificates = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var block : blocks(file, "CERTIFICATE")) {
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
      }
    } catch (CertificateException e) {
      throw new IOException(file + " holds a broken certificate", e);
    }
    if (certificates.isEmpty()) {
      throw new IOException(file + " holds no certificate in PEM");
    }
    return List.copyOf(certificates);
  }

  static PrivateKey key(Path file) throws IOException {
    var blocks = blocks(file, "PRIVATE KEY");
    if (blocks.isEmpty()) {
      throw new IOException(file + " holds no private key in PEM and PKCS #8");
    }
    for (var algorithm : ALGORITHMS) {
      try {
        var key = new PKCS8EncodedKeySpec(blocks.getFirst());
        return KeyFactory.getInstance(algorithm).generatePrivate(key);
      } catch (GeneralSecurityException _) {
        // Another algorithm's.
      }
    }
    throw new IOException(file + " holds a key that is none of " + ALGORITHMS);
  }

  private static List<byte[]> blocks(Path file, String type) throws IOException {
    var pattern = "-----BEGIN %s-----([^-]*)-----END %<s-----".formatted(type);
    var matcher = Pattern.compile(pattern).matcher(Files.readString(file, ISO_8859_1));
    var blocks = new ArrayList<byte[]>();
    try {
      while (matcher.find()) {
        blocks.add(Base64.getMimeDecoder().decode(matcher.group(1)));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds broken base64", e);
    }
    return blocks;
  }
}
