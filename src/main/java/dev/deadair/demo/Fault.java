package dev.deadair.demo;

/** A way in which a recorder fails a request instead of answering it as its contract says. */
public sealed interface Fault {
  /** The request is read and answered with this status and an empty body; nothing is recorded. */
  record Status(int code) implements Fault {}

  /** The request is read and never answered; the connection stays open. */
  record Hang() implements Fault {}

  /** The request is read and its connection reset, as a crashing receiver or middlebox would. */
  record Reset() implements Fault {}
}
