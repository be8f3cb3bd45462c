package dev.deadair.probe;

/** What came of reading the body of an answer as an exposition. */
sealed interface Exposition {

  /**
   * An exposition and what was wanted of it.
   *
   * @param lines all of them, comments and blank lines too
   * @param malformed lines that were passed over because they do not read as a sample; of a metric
   *     nobody wants no more than the name is read
   */
  record Read(Samples samples, long lines, long malformed) implements Exposition {}

  /** Nothing that may be judged by: half an exposition would look like counters running back. */
  record Unreadable(Why why) implements Exposition {}

  /** Why a body could not be read. */
  enum Why {
    LINE_TOO_LONG,
    BODY_TOO_LARGE,
    TOO_MANY_SAMPLES,
    /** There was text, but no line of it reads as a sample: a log-in page, an error in words. */
    NOT_AN_EXPOSITION
  }
}
