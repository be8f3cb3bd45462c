package dev.deadair.liveness;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether we can see at all: when each control last answered.
 *
 * <p>A control is something other than an instance that ought to answer: a receiver, a peer, a
 * configured address. When an instance gives no answer at all, only a control that does answer
 * shows that the fault is not ours.
 *
 * @param clock what is known of our own wall clock
 */
public record Sight(Map<String, Control> controls, Optional<Pulse> pulse, WallClock clock) {

  public static final Sight UNPROVEN = new Sight(Map.of(), Optional.empty(), WallClock.TRUSTED);

  public Sight {
    controls = Map.copyOf(controls);
  }

  /**
   * A control's last answer.
   *
   * @param onLoopback it is on this machine, so it can only vouch for what is here too
   */
  public record Control(boolean onLoopback, Optional<Moment> answered) {}

  /** This sight after {@code control} did or did not answer at {@code at}. */
  public Sight asked(String control, boolean onLoopback, boolean answered, Moment at) {
    var before = controls.get(control);
    var last = before == null ? Optional.<Moment>empty() : before.answered();
    var changed = new HashMap<>(controls);
    changed.put(control, new Control(onLoopback, answered ? Optional.of(at) : last));
    return new Sight(changed, pulse, clock);
  }

  /** This sight once a turn at {@code now} has come. */
  Sight turned(Moment now, Duration unbroken) {
    return new Sight(
        controls,
        Optional.of(pulse.map(before -> before.next(now, unbroken)).orElse(Pulse.first(now))),
        clock);
  }

  /** This sight of {@code sites} as a turn at {@code now} has judged them. */
  Sight asked(Collection<Site> sites, Moment now, Duration unbroken) {
    var next = pulse.map(each -> clock.after(sites, each, now, unbroken)).orElse(clock);
    return next.equals(clock) ? this : new Sight(controls, pulse, next);
  }

  /** Whether our wall clock cannot be trusted at {@code now}: it is wrong, or was just set. */
  public boolean doubtsItsClock(Moment now, Duration unbroken) {
    return clock.wrong().isPresent()
        || pulse
            .flatMap(each -> each.disturbing(now, unbroken))
            .filter(each -> each.cause() == BlindCause.CLOCK_STEPPED)
            .isPresent();
  }

  /** Since when we have listened without a break; empty before the first turn. */
  Optional<Moment> awakeSince() {
    return pulse.map(Pulse::awakeSince);
  }

  /** Whether no control is anywhere but on this machine: then these must do. */
  boolean isAllOnLoopback() {
    return controls.values().stream().allMatch(Control::onLoopback);
  }

  /**
   * Whether some control has answered after {@code look}, at which an instance did not: then the
   * fault was not ours.
   */
  boolean answeredSince(Moment look, boolean targetOnLoopback) {
    return controls.values().stream()
        .filter(control -> targetOnLoopback || !control.onLoopback())
        .flatMap(control -> control.answered().stream())
        .anyMatch(answered -> !look.isAfter(answered));
  }
}
