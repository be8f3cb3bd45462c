package dev.deadair.probe;

import dev.deadair.liveness.BlindCause;

/** What we need of our own before we can ask is not to be had: a token, a certificate. */
final class Unprepared extends Exception {

  private static final long serialVersionUID = 1;

  private final BlindCause cause;

  /**
   * @param why what a person should read, without secrets
   */
  Unprepared(BlindCause cause, String why) {
    super(why);
    this.cause = cause;
  }

  BlindCause blindCause() {
    return cause;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
