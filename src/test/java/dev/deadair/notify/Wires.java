package dev.deadair.notify;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Dns;

/** Real wires with deadlines that a test can wait for, and requests to send over them. */
final class Wires {
  static final HttpWire.Deadlines QUICK =
      new HttpWire.Deadlines(Duration.ofMillis(500), Duration.ofMillis(700));

  /** For what is answered, where the machine is busy. */
  static final HttpWire.Deadlines PATIENT =
      new HttpWire.Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(10));

  private Wires() {}

  static HttpWire open() {
    return with(Access.OPEN);
  }

  static HttpWire with(Access access) {
    return new HttpWire(access, QUICK, Dns.SYSTEM);
  }

  static Access authenticated(Access.Auth auth) {
    return new Access(auth, Access.Tls.DEFAULT, Optional.empty());
  }

  static HttpWire patient(Access access) {
    return new HttpWire(access, PATIENT, Dns.SYSTEM);
  }

  static Request post(String url) {
    return Request.post(URI.create(url), "{\"it\":\"is dark\"}");
  }
}
