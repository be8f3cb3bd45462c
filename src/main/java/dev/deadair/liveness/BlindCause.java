package dev.deadair.liveness;

/** Why we could not look. A cause is a label of the alarm about ourselves, so it never varies. */
public enum BlindCause {
  /** No look has finished since the start, or none for two intervals. */
  NO_LOOK("no-look"),
  /** The instance gave no answer, and neither did any control: the fault may be ours. */
  CONTROLS_GONE("controls-gone"),
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
  INBOX_FULL("inbox-full");

  private final String code;

  BlindCause(String code) {
    this.code = code;
  }

  /** The kebab-case word for API, metric and label. */
  public String code() {
    return code;
  }
}
