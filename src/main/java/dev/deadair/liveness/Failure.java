package dev.deadair.liveness;

import java.util.Optional;

/**
 * How a look failed, as the wire showed it.
 *
 * @param endpoint the path that was asked, such as {@code /metrics}
 * @param detail what a person should read, without secrets
 */
public record Failure(Kind kind, String endpoint, String detail) {

  /**
   * The kinds of failure that can be told apart from outside (facts: a bare 200 proves nothing).
   */
  public enum Kind {
    /** The kernel answered that nobody listens. */
    REFUSED("connection refused", true),
    /** Nobody listened, and within a second somebody did: a process that starts only to die. */
    FLICKERING("refused, and accepted a moment later", true),
    /** The connection was cut before the answer was whole. */
    RESET("connection reset", true),
    /** An answer whose body ended early. */
    SHORT_BODY("short body", true),
    /** The server itself answered with an error status. */
    STATUS("error status", true),
    /** An answer that is no exposition. */
    UNREADABLE("unreadable answer", true),
    /** No TCP connection within the deadline: gone, full accept backlog, or a filtered path. */
    CONNECT_TIMEOUT("connect timeout", false),
    /** Connected, but no whole answer within the deadline: hung, or its connections used up. */
    READ_TIMEOUT("read timeout", false),
    /** The network says there is no way there. */
    NO_ROUTE("no route", false),
    /** The name has no address. */
    DNS("name not resolved", false),
    /** The TLS handshake failed for a reason other than trust. */
    TLS("TLS failure", true),
    /** It is not looked at, and has not let itself be heard for longer than it may be silent. */
    NO_HEARTBEAT("no heartbeat", false);

    private final String words;
    private final boolean somebodyThere;

    Kind(String words, boolean somebodyThere) {
      this.words = words;
      this.somebodyThere = somebodyThere;
    }

    public String words() {
      return words;
    }

    /** Whether the answer proves that the path to the instance works, whatever it said. */
    public boolean somebodyThere() {
      return somebodyThere;
    }
  }

  /** Whether it is what a process leaves behind that dies while it is asked. */
  boolean isOfDyingProcess() {
    return kind == Kind.RESET || kind == Kind.SHORT_BODY;
  }

  /** Whether it shows by itself that a process has just started. */
  boolean showsStart() {
    return kind == Kind.FLICKERING;
  }

  /** The one line that board and page show. */
  public String words() {
    if (kind == Kind.NO_HEARTBEAT) {
      return detail;
    }
    return Optional.of(detail)
        .filter(text -> !text.isBlank())
        .map(text -> kind.words() + " on " + endpoint + ": " + text)
        .orElseGet(() -> kind.words() + " on " + endpoint);
  }
}
