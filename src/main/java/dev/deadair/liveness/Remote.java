package dev.deadair.liveness;

import java.time.Instant;
import java.util.Optional;

/**
 * One remote that a server sends its samples to.
 *
 * @param taken the time of the newest sample that it has taken in this process life; empty before
 *     the first
 * @param waiting samples that wait to be sent to it
 */
public record Remote(Optional<Instant> taken, double waiting) {

  static final Remote NEW = new Remote(Optional.empty(), 0);

  /** Whether it has taken a newer sample than it had as of {@code before}. */
  boolean tookMoreThan(Remote before) {
    return taken
        .filter(newest -> before.taken.filter(each -> !newest.isAfter(each)).isEmpty())
        .isPresent();
  }
}
