package dev.deadair.liveness;

/**
 * How far a server has replayed its write-ahead log, as {@code /api/v1/status/walreplay} says.
 *
 * @param first the first segment
 * @param last the last segment
 * @param current the last one that is done; it stays at {@code last} when replay is over, so it
 *     never tells that it is
 */
public record Replay(long first, long last, long current) {

  /** The share that is done, from 0 to 1. */
  public double progress() {
    var all = last - first + 1;
    return all <= 0 ? 0 : Math.clamp((double) (current - first) / all, 0, 1);
  }
}
