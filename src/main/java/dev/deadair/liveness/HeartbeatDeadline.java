package dev.deadair.liveness;

import dev.deadair.liveness.Observation.Refused;
import java.time.Duration;
import java.util.Optional;

/**
 * How long an instance that is not looked at may let pass between two heartbeats.
 *
 * <p>A heartbeat that has not come is a look that got no answer, one an interval: it counts once a
 * control shows that we could have heard it. Time at which nobody listened is no silence.
 */
record HeartbeatDeadline(InstanceId instance, Duration longest) {

  /** The look that stands for the heartbeat that is due at {@code now}; empty where none is. */
  Optional<Refused> missed(Moment now, DataClock beats, Looks looks, Sight sight, Duration every) {
    var listening = sight.awakeSince().orElse(now);
    var heard = beats.lastData().map(at -> Moment.later(at, listening)).orElse(listening);
    var told = looks.newest().filter(at -> now.since(at).compareTo(every) < 0);
    if (now.since(heard).compareTo(longest) <= 0 || told.isPresent()) {
      return Optional.empty();
    }
    var why =
        beats.lastData().isEmpty()
            ? "no heartbeat has come since we listen"
            : "no heartbeat for longer than " + longest.toSeconds() + " s";
    return Optional.of(new Refused(instance, now, new Failure(Failure.Kind.NO_HEARTBEAT, "", why)));
  }
}
