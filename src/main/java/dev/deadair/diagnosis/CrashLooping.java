package dev.deadair.diagnosis;

import dev.deadair.liveness.InstanceState;
import dev.deadair.liveness.Moment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A server that starts again and again, and never lives long enough to have data. */
final class CrashLooping implements Rule {

  @Override
  public Code code() {
    return Code.CRASH_LOOPING;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    return visit.standing(before, visit.state() instanceof InstanceState.CrashLooping);
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var starts = visit.instance().lives().starts();
    return Optional.of(
        new Finding(
            code(),
            mark,
            "starts again and again, without data since " + Plain.time(visit.state().since()),
            List.of(
                "starts seen of late: "
                    + starts.stream()
                        .map(Moment::wall)
                        .map(Plain::time)
                        .collect(Collectors.joining(", "))),
            """
            1. Stop the loop: some starts delete more of the write-ahead log each time. Costs nothing, it has no data.
               systemctl stop prometheus
            2. Read why it dies. Costs nothing.
               journalctl -u prometheus | grep -iE 'opening storage failed|panic|fatal|error loading' | tail -n 3
               journalctl -k | grep -iE 'out of memory|oom-kill' | tail -n 3
               promtool check config /etc/prometheus/prometheus.yml
            3. Killed for want of memory in its replay, no space left, a configuration that does not load: mend that, and start it. Costs the time of its replay.
               systemctl start prometheus
            4. "permission denied": give it back what is its own, and start it. Costs nothing.
            %s\
            5. Its storage does not open: start it without the damaged files. Costs what the plan says.
            %s\
            6. It still does not start, or there is no deadair on that machine: without all that is in no block yet. Costs up to 3 h before the stop.
            %s\
            """
                .formatted(Remedy.OWNER, Remedy.restartByPlan(), Remedy.restartWithoutHead())));
  }
}
