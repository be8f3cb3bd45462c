package dev.deadair.notify;

/** How much of a page is sent. */
enum Form {
  /** Everything it says. */
  FULL,
  /** What no receiver has a reason to refuse: identity and one line. */
  MINIMAL
}
