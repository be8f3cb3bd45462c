package dev.deadair.turn.sim;

import dev.deadair.alert.Due;
import dev.deadair.alert.Report;
import dev.deadair.liveness.Moment;
import dev.deadair.notify.SteppedLane;
import dev.deadair.turn.sim.PagerDuty.Reply;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One route of one watcher: the courier's own rules, and the one request that is under way. */
final class Line {

  /** Whoever is at the other end. */
  interface Far {
    Reply take(Due due, long time);
  }

  private record Flight(Due due, int status, long ends) {}

  private final SteppedLane lane;
  private final Far far;
  private @Nullable Flight flight;

  Line(SteppedLane lane, Far far) {
    this.lane = lane;
    this.far = far;
  }

  void offer(List<Due> due, boolean resolvesMayLeave, Moment now) {
    lane.offer(due, resolvesMayLeave, now);
  }

  /** What the request under way came to, if it has ended. */
  Optional<Report> ended(long time, Moment now) {
    var under = flight;
    if (under == null || under.ends() > time) {
      return Optional.empty();
    }
    flight = null;
    return Optional.of(lane.ended(under.due(), under.status(), now));
  }

  /** Sends what may leave; returns whether anything did. */
  boolean send(long time, Moment now) {
    var next = lane.departs(now);
    next.ifPresent(
        due -> {
          var reply = far.take(due, time);
          flight = new Flight(due, reply.status(), time + reply.after());
        });
    return next.isPresent();
  }
}
