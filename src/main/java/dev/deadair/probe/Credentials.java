package dev.deadair.probe;

import static dev.deadair.liveness.BlindCause.UNAUTHORIZED;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deadair.probe.Approach.Auth;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** The values of HTTP's headers that say who we are. */
final class Credentials {

  private Credentials() {}

  /** For {@code Authorization}, as of now. */
  static Optional<String> of(Auth auth) throws Unprepared {
    return switch (auth) {
      case Auth.None _ -> Optional.empty();
      case Auth.Basic(var user, var password) ->
          Optional.of(basic(user + ":" + read(password, "password")));
      case Auth.Bearer(var token) -> Optional.of("Bearer " + word(read(token, "token")));
    };
  }

  /** For {@code Proxy-Authorization}, where the proxy's URL has a user. */
  static Optional<String> of(URI proxy) {
    return login(proxy).map(login -> basic(login.user() + ":" + login.password()));
  }

  /** The user and the password in the URL of a proxy. */
  static Optional<Login> login(URI proxy) {
    return Optional.ofNullable(proxy.getUserInfo())
        .map(text -> text.split(":", 2))
        .map(parts -> new Login(parts[0], parts.length < 2 ? "" : parts[1]));
  }

  /** A user and a password, which never prints. */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  private static String basic(String userAndPassword) {
    return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
  }

  private static String read(Supplier<String> secret, String what) throws Unprepared {
    try {
      var text = secret.get().strip();
      if (text.isEmpty()) {
        throw new Unprepared(UNAUTHORIZED, "the " + what + " is empty");
      }
      return text;
    } catch (UncheckedIOException e) {
      throw new Unprepared(UNAUTHORIZED, "the " + what + " cannot be read: " + e.getMessage());
    }
  }

  private static String word(String token) throws Unprepared {
    if (!token.chars().allMatch(each -> each > ' ' && each < 0x7f)) {
      throw new Unprepared(UNAUTHORIZED, "the token is no single printable word");
    }
    return token;
  }
}
