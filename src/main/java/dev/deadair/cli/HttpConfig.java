package dev.deadair.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Credentials and trust for a command, out of a file as promtool's {@code --http.config.file}.
 *
 * @param authorization the header, which is never printed
 */
record HttpConfig(Optional<String> authorization, Optional<SSLContext> tls) {

  static final HttpConfig NONE = new HttpConfig(Optional.empty(), Optional.empty());

  private static final Set<String> KNOWN =
      Set.of("basic_auth", "authorization", "bearer_token", "bearer_token_file", "tls_config");

  /**
   * Reads {@code file}.
   *
   * @throws IOException where it cannot be used, with a message for the operator
   */
  static HttpConfig read(Path file) throws IOException {
    var root = new Section(file, "", yaml(file));
    for (var key : root.values().keySet()) {
      if (!KNOWN.contains(String.valueOf(key))) {
        throw new IOException(file + ": " + key + " is not supported; use " + KNOWN);
      }
    }
    return new HttpConfig(authorization(root), root.section("tls_config").flatMap(HttpConfig::tls));
  }

  private static Map<?, ?> yaml(Path file) throws IOException {
    try {
      var read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      if (read instanceof Map<?, ?> map) {
        return map;
      }
      throw new IOException(file + ": is no YAML object");
    } catch (YamlEngineException e) {
      throw new IOException(file + ": is no YAML", e);
    }
  }

  private static Optional<String> authorization(Section root) throws IOException {
    var basic = root.section("basic_auth");
    if (basic.isPresent()) {
      var login =
          basic.get().text("username").orElse("") + ":" + basic.get().secret("password").orElse("");
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
    }
    var named = root.section("authorization");
    if (named.isPresent()) {
      var type = named.get().text("type").orElse("Bearer");
      return named.get().secret("credentials").map(secret -> type + " " + secret);
    }
    return root.secret("bearer_token").map(token -> "Bearer " + token);
  }

  private static Optional<SSLContext> tls(Section tls) {
    return tls.text("ca_file").map(ca -> context(tls.beside(ca)));
  }

  private static SSLContext context(Path authorities) {
    try (var in = Files.newInputStream(authorities)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var number = 0;
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + number++, each);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(authorities + ": no certificates can be read there", e);
    }
  }

  /** An object of the file; files that it names are beside it. */
  private record Section(Path file, String path, Map<?, ?> values) {

    Optional<Section> section(String key) {
      return values.get(key) instanceof Map<?, ?> map
          ? Optional.of(new Section(file, key + ".", map))
          : Optional.empty();
    }

    Optional<String> text(String key) {
      return Optional.ofNullable(values.get(key)).map(Object::toString);
    }

    Optional<String> secret(String key) throws IOException {
      var inFile = text(key + "_file");
      return inFile.isPresent()
          ? Optional.of(Files.readString(beside(inFile.get())).strip())
          : text(key);
    }

    Path beside(String name) {
      return file.resolveSibling(name);
    }
  }
}
