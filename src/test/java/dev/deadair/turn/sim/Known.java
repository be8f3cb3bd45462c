package dev.deadair.turn.sim;

import dev.deadair.liveness.Observation;
import java.time.Instant;

/**
 * What one watcher can know of one replica's data: the newest sample that looks have proven, as the
 * turn took them and as its journal holds it.
 */
final class Known {

  private Knowledge now = Knowledge.NONE;
  private Knowledge noted = Knowledge.NONE;
  private Knowledge kept = Knowledge.NONE;

  /** True time of the latest look that a turn of this process has taken. */
  private long looked = Clock.NEVER;

  /**
   * True time of the first. Whether a later one counts hangs on the controls: where it does not,
   * what is younger than this one is proven to advance all the same.
   */
  private long firstLooked = Clock.NEVER;

  /**
   * @param life the start of the life that was read last; EPOCH where none was
   * @param read when that was
   * @param newest the newest sample known, by true time
   * @param shown when a look last proved an advance: how far back in a gap it lies, nobody can tell
   */
  private record Knowledge(Instant life, long read, long newest, long shown) {
    static final Knowledge NONE =
        new Knowledge(Instant.EPOCH, Clock.NEVER, Clock.NEVER, Clock.NEVER);
  }

  /** When data last advanced, as far as it is known. */
  long newest() {
    return now.newest();
  }

  /** When an advance was last seen, however old it was by then. */
  long shown() {
    return now.shown();
  }

  /** A turn takes a look that ended at {@code time}, when the replica was as it is given. */
  void saw(Observation look, Instant life, long lastUseful, long time, long turn) {
    if (look instanceof Observation.Answered answered) {
      var proven =
          answered.isReady()
              && (life.equals(now.life())
                  ? lastUseful > now.read()
                  : !now.equals(Knowledge.NONE) || (looked < Clock.seconds(life) && looked >= 0));
      var newest = proven ? Math.max(now.newest(), lastUseful) : now.newest();
      var young = answered.isReady() && firstLooked >= 0 && firstLooked < Clock.seconds(life);
      now = new Knowledge(life, time, newest, proven || young ? turn : now.shown());
    }
    firstLooked = firstLooked < 0 ? time : firstLooked;
    looked = time;
  }

  /** The journal has been asked to hold what is known now. */
  void noted() {
    noted = now;
  }

  /** The journal holds all that it has been asked to. */
  void kept() {
    kept = noted;
  }

  /** A journal that held nothing holds everything. */
  void keptWhole() {
    noted = now;
    kept = now;
  }

  /** The journal holds nothing any more. */
  void wiped() {
    noted = Knowledge.NONE;
    kept = Knowledge.NONE;
  }

  /** The watcher was killed: it knows what its journal holds. */
  void restarted() {
    now = kept;
    noted = kept;
    looked = Clock.NEVER;
    firstLooked = Clock.NEVER;
  }
}
