package dev.deadair.diagnosis;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.InstanceState;
import java.util.List;
import java.util.Optional;

/** A server whose kernel takes connections and which itself answers none. */
final class Hung implements Rule {

  @Override
  public Code code() {
    return Code.HUNG;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    return visit.standing(
        before,
        visit.state() instanceof InstanceState.Down(var _, var failure)
            && failure.kind() == Failure.Kind.READ_TIMEOUT);
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    return Optional.of(
        new Finding(
            code(),
            mark,
            "takes connections and answers nothing: stopped, out of memory or of connections",
            List.of(visit.instance().shows() + ", since " + Plain.time(visit.state().since())),
            """
            1. See what it waits for. Costs nothing.
               ps -o pid,stat,wchan,rss,etime -C prometheus
               ss -tn state established '( sport = :9090 )' | wc -l   # against --web.max-connections
            2. State T: continue it. Costs the time it stood still, nothing more.
               pkill -CONT -x prometheus
            3. Else kill it, since it may not hear a stop, and start it. Costs the time of its replay.
               systemctl stop --no-block prometheus
               systemctl kill -s KILL prometheus
               systemctl start prometheus
            """));
  }
}
