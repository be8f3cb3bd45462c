package dev.deadair.probe;

import dev.deadair.probe.Approach.Auth;
import dev.deadair.probe.Approach.Compression;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Ways to approach an instance that differ from the open one in one thing. */
final class Approaches {

  static Approach as(Auth auth) {
    return new Approach(auth, Tls.DEFAULT, Optional.empty(), Map.of(), Compression.IDENTITY);
  }

  static Approach over(Tls tls) {
    return new Approach(new Auth.None(), tls, Optional.empty(), Map.of(), Compression.IDENTITY);
  }

  static Approach through(URI proxy, Tls tls) {
    return new Approach(new Auth.None(), tls, Optional.of(proxy), Map.of(), Compression.IDENTITY);
  }

  static Approach gzip(Map<String, String> headers) {
    return new Approach(new Auth.None(), Tls.DEFAULT, Optional.empty(), headers, Compression.GZIP);
  }
}
