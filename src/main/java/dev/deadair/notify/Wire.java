package dev.deadair.notify;

/** The way to a receiver's members: HTTP, or a test's script. */
interface Wire {

  /** Sends and waits for the answer, within a deadline of its own. */
  Answer exchange(Request request);
}
