package dev.deadair.turn.sim;

/** How closely what is around the decision is simulated: of the latter two no seed is pinned. */
enum Shell {
  PLAIN,
  /** The decision hears what becomes of its turns, and the journal holds findings, too. */
  CLOSE,
  /** And looks wait for servers that are slow. */
  PATIENT;

  boolean isClose() {
    return this != PLAIN;
  }
}
