package dev.deadair.notify;

import dev.deadair.alert.Route;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a member's clock shows, from the {@code Date} of its latest answer.
 *
 * <p>At most a second and the answer's way slow, never fast. A member that tells no time is taken
 * to have ours. Belongs to one thread.
 */
final class MemberClock {

  private static final Logger log = LoggerFactory.getLogger(MemberClock.class);

  /** Clocks are stepped now and then; renewals of an open incident come more often than this. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  /** Members that differ by more page twice, late or not at all (facts: receivers). */
  private static final Duration TOLERANCE = Duration.ofSeconds(30);

  private final Route route;
  private @Nullable Reading latest;
  private boolean skewed;

  MemberClock(Route route) {
    this.route = route;
  }

  /** Whether the member is to be asked before its time is used. */
  boolean isStale(Moment now) {
    return latest == null || elapsed(latest.at(), now).compareTo(FRESH) > 0;
  }

  /** It answered, and said that it is {@code date}. */
  void heard(Optional<Instant> date, Moment now) {
    latest = new Reading(date.orElse(now.wall()), now);
    var skew = Duration.between(now.wall(), latest.date());
    var beyond = skew.abs().compareTo(TOLERANCE) > 0;
    if (beyond != skewed) {
      skewed = beyond;
      (beyond ? log.atWarn() : log.atInfo())
          .addKeyValue("receiver", route.receiver())
          .addKeyValue("member", route.member())
          .addKeyValue("skew", skew.truncatedTo(ChronoUnit.SECONDS))
          .log(beyond ? "its clock differs from ours" : "its clock agrees with ours again");
    }
  }

  Instant at(Moment now) {
    return latest == null ? now.wall() : latest.date().plus(elapsed(latest.at(), now));
  }

  /**
   * By the clock that goes on in suspend, as the member's does; steps of our wall clock are out.
   */
  private static Duration elapsed(Moment from, Moment to) {
    return to.boot().minus(from.boot());
  }

  private record Reading(Instant date, Moment at) {}
}
