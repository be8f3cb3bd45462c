package dev.deadair.probe;

/** How far a request has come: what it is waiting for. */
enum Stage {
  NAME,
  CONNECTION,
  ANSWER,
  BODY
}
