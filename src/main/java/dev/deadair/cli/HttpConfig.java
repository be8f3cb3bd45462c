package dev.deadair.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deadair.notify.Access;
import dev.deadair.probe.Approach;
import dev.deadair.probe.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Credentials and trust for a command, out of a file as promtool's {@code --http.config.file}.
 *
 * @param authorization the header, which is never printed
 * @param access the same as the daemon has it, and whom to trust and our own certificate beside
 */
record HttpConfig(Optional<String> authorization, Access access) {

  static final HttpConfig NONE = new HttpConfig(Optional.empty(), Access.OPEN);

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
    var tls = root.section("tls_config");
    return new HttpConfig(
        authorization(root),
        new Access(
            auth(root), tls.isPresent() ? trust(tls.get()) : Access.Tls.DEFAULT, Optional.empty()));
  }

  /** For looks at an instance. */
  Approach approach() {
    var auth =
        switch (access.auth()) {
          case Access.Auth.None() -> new Approach.Auth.None();
          case Access.Auth.Basic(var user, var password) -> new Approach.Auth.Basic(user, password);
          case Access.Auth.Bearer(var token) -> new Approach.Auth.Bearer(token);
        };
    var tls = access.tls();
    return new Approach(
        auth,
        new Tls(
            tls.authorities(),
            tls.client().map(own -> new Tls.Identity(own.certificate(), own.key())),
            tls.serverName()),
        Optional.empty(),
        Map.of(),
        Approach.Compression.IDENTITY);
  }

  private static Access.Auth auth(Section root) throws IOException {
    var basic = root.section("basic_auth");
    if (basic.isPresent()) {
      var password = basic.get().secret("password").orElse("");
      return new Access.Auth.Basic(basic.get().text("username").orElse(""), () -> password);
    }
    var named = root.section("authorization");
    var type = named.flatMap(each -> each.text("type")).orElse("Bearer");
    if (!type.equals("Bearer")) {
      // Whoever wants that wants it of the watcher.
      return new Access.Auth.None();
    }
    var token = named.isPresent() ? named.get().secret("credentials") : root.secret("bearer_token");
    return token
        .<Access.Auth>map(secret -> new Access.Auth.Bearer(() -> secret))
        .orElse(new Access.Auth.None());
  }

  private static Access.Tls trust(Section tls) throws IOException {
    var certificate = tls.text("cert_file");
    var key = tls.text("key_file");
    if (certificate.isPresent() != key.isPresent()) {
      throw new IOException(tls.file() + ": cert_file and key_file belong together");
    }
    return new Access.Tls(
        tls.text("ca_file").map(tls::beside),
        certificate.flatMap(
            own -> key.map(its -> new Access.Tls.Client(tls.beside(own), tls.beside(its)))),
        tls.text("server_name"));
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
