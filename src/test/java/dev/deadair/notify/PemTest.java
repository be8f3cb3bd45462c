package dev.deadair.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  @TempDir private Path dir;

  @Test
  void aKeyIsRsaOrOnACurve() throws Exception {
    var rsa = new HeldCertificate.Builder().rsa2048().build();
    var ec = new HeldCertificate.Builder().ecdsa256().build();
    var ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();

    assertThat(Pem.key(file(rsa.privateKeyPkcs8Pem()))).isEqualTo(rsa.keyPair().getPrivate());
    assertThat(Pem.key(file(ec.privateKeyPkcs8Pem()))).isEqualTo(ec.keyPair().getPrivate());
    assertThat(Pem.key(file(pem(ed25519.getEncoded())))).isEqualTo(ed25519);
  }

  @Test
  void aFileMayHoldAWholeChainAndTextBetween() throws IOException {
    var root = new HeldCertificate.Builder().certificateAuthority(0).build();
    var leaf = new HeldCertificate.Builder().signedBy(root).build();
    var file = file("Grüße\n" + leaf.certificatePem() + "\nsubject\n" + root.certificatePem());

    assertThat(Pem.certificates(file)).containsExactly(leaf.certificate(), root.certificate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no PEM at all",
        "-----BEGIN PRIVATE KEY-----\ncanary=\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\ncanary!x\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\ncanary==\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\ncanary==\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\ncanary==\n-----END CERTIFICATE-----",
      })
  void whatIsNoKeyIsSaidWithTheFileAndWithoutItsContent(String text) throws IOException {
    var file = file(text);

    assertThatThrownBy(() -> Pem.key(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageNotContaining("canary");
    assertThatThrownBy(() -> Pem.certificates(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageNotContaining("canary");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "it", ".pem"), text);
  }

  private static String pem(byte[] pkcs8) {
    var base64 = Base64.getMimeEncoder().encodeToString(pkcs8);
    return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
  }
}
