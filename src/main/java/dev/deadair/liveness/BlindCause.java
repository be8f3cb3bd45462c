package dev.deadair.liveness;

/** Why we could not look. A cause is a label of the alarm about ourselves, so it never varies. */
public enum BlindCause {
  /** No look has finished since the start, or none for two intervals. */
  NO_LOOK("no-look"),
  /** The instance gave no answer, and neither did any control: the fault may be ours. */
  CONTROLS_GONE("controls-gone"),
  /** It is only heard, and the time it may be silent since we began to listen is not over. */
  AWAITING_HEARTBEAT("awaiting-heartbeat"),
  /** 401, 403 or 407: it does not want us. */
  UNAUTHORIZED("unauthorized"),
  /** 404 or a redirect: the path prefix is probably wrong. */
  WRONG_PATH("wrong-path"),
  /** A certificate that we do not trust, or ours that it does not trust. */
  TLS_TRUST("tls-trust"),
  /** 502, 504 or the like from something in between. */
  MIDDLEBOX("middlebox"),
  /** A body over our bounds. */
  BODY_OVER_BOUND("body-over-bound"),
  /** More looks came in than were taken. */
  INBOX_FULL("inbox-full"),
  /** The machine was suspended: its monotonic clock stood still. */
  SUSPENDED("suspended"),
  /** We stood still, as after SIGSTOP: turns are missing though time went on. */
  STOOD_STILL("stood-still"),
  /** Our wall clock was set. */
  CLOCK_STEPPED("clock-stepped"),
  /** Our wall clock is not what servers agree on. */
  CLOCK_WRONG("clock-wrong"),
  /** Our own turns throw: a bug of ours, and nothing is decided. */
  TURNS_FAILING("turns-failing");

  private final String code;

  BlindCause(String code) {
    this.code = code;
  }

  /** Whether it is about our own sight, not about what answers in place of the instance. */
  public boolean isOurs() {
    return switch (this) {
      case NO_LOOK,
          CONTROLS_GONE,
          INBOX_FULL,
          SUSPENDED,
          STOOD_STILL,
          CLOCK_STEPPED,
          CLOCK_WRONG,
          TURNS_FAILING ->
          true;
      case AWAITING_HEARTBEAT, UNAUTHORIZED, WRONG_PATH, TLS_TRUST, MIDDLEBOX, BODY_OVER_BOUND ->
          false;
    };
  }

  /** Whether it is about our own turns and clocks, whatever there is to see. */
  public boolean isOfItself() {
    return switch (this) {
      case SUSPENDED, STOOD_STILL, CLOCK_STEPPED, CLOCK_WRONG, TURNS_FAILING -> true;
      case NO_LOOK,
          CONTROLS_GONE,
          AWAITING_HEARTBEAT,
          UNAUTHORIZED,
          WRONG_PATH,
          TLS_TRUST,
          MIDDLEBOX,
          BODY_OVER_BOUND,
          INBOX_FULL ->
          false;
    };
  }

  /** What a person should read. */
  public String words() {
    return switch (this) {
      case NO_LOOK -> "no look at them has ended for two intervals";
      case CONTROLS_GONE -> "they give no answer, and neither does any control";
      case AWAITING_HEARTBEAT -> "their heartbeat has not come yet, and its deadline is not over";
      case UNAUTHORIZED -> "they refuse our credentials";
      case WRONG_PATH -> "nothing is at their path; its prefix is probably wrong";
      case TLS_TRUST -> "their certificate is not trusted here, or ours not there";
      case MIDDLEBOX -> "something in between answers in their place";
      case BODY_OVER_BOUND -> "their answer is too large to be read";
      case INBOX_FULL -> "more looks come in than are taken";
      case SUSPENDED -> "our machine was suspended";
      case STOOD_STILL -> "we stood still, and no turn was taken";
      case CLOCK_STEPPED -> "our wall clock was set";
      case CLOCK_WRONG -> "our wall clock is not what the servers' clocks agree on";
      case TURNS_FAILING -> "our own turns fail";
    };
  }

  /** The kebab-case word for API, metric and label. */
  public String code() {
    return code;
  }
}
