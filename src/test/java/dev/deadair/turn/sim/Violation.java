package dev.deadair.turn.sim;

/** A promise that was broken, and when. */
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What may not happen. */
  enum Kind {
    /** No data for longer than the window, seen and with a way to tell, and nobody was told. */
    LOST,
    /** More incidents on PagerDuty than were decided, or two at once. */
    DUPLICATE,
    /** A page although data was known to have advanced within the window. */
    FALSE,
    /** Healthy for long, and still open on PagerDuty. */
    STUCK,
    /** Anybody told that it is over while there is no data again. */
    SILENT_RESOLVE,
    /** A trigger arrived behind a resolve that left after it. */
    ORDER,
    /** The heartbeat goes out though a page is owed that nobody hears of, or we are blind. */
    HEARTBEAT,
    /**
     * A page for what somebody works on, which opened or came back after that began; or a
     * maintenance that is over sooner or later than they said.
     */
    MUTED,
    /** Who waits for others is told before they had their time. */
    EARLY,
    /** A password is in what people are told. */
    SECRET
  }

  final Kind kind;

  Violation(Kind kind, String what) {
    super(kind + ": " + what, null, false, false);
    this.kind = kind;
  }
}
