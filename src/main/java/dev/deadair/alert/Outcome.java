package dev.deadair.alert;

/** What came of one attempt to deliver. */
public sealed interface Outcome {

  /** The receiver took it. Not yet proof that a human was reached. */
  record Accepted(int status) implements Outcome {}

  /** The receiver does not want it: our fault or its configuration, never mended by haste. */
  record Rejected(int status, String why) implements Outcome {}

  /** No answer, or one that asks to try again; it may have arrived all the same. */
  record Failed(String why) implements Outcome {}

  default String word() {
    return switch (this) {
      case Accepted _ -> "accepted";
      case Rejected _ -> "rejected";
      case Failed _ -> "failed";
    };
  }

  /** The outcome in a few words, without secrets. */
  default String words() {
    return switch (this) {
      case Accepted(var status) -> "accepted (" + status + ")";
      case Rejected(var status, var why) -> "rejected (" + status + "): " + why;
      case Failed(var why) -> "failed: " + why;
    };
  }
}
