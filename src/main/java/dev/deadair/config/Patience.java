package dev.deadair.config;

import dev.deadair.liveness.Floor;
import dev.deadair.liveness.Limits;
import java.time.Duration;
import java.util.Optional;

/**
 * How long no data may last, as far as it is written at one level of the configuration or above.
 *
 * <p>What is empty is written wrongly: nothing is compared with it, one mistake is one problem.
 *
 * @param warnAfterWritten else it is a default, which gives way to a shorter window
 */
record Patience(
    Optional<Duration> window,
    Optional<Duration> warnAfter,
    boolean warnAfterWritten,
    Optional<Duration> clearAfter,
    CoverageRule coverage,
    Optional<Floor> floor) {

  /** Below which there is nothing to inherit: the defaults are in the tree. */
  private static final Patience NONE =
      new Patience(
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          CoverageRule.NONE,
          Optional.empty());

  static Patience of(Node node, Optional<Duration> interval) {
    return NONE.at(node, interval);
  }

  /** This, where {@code node} does not write otherwise. */
  Patience at(Node node, Optional<Duration> interval) {
    var windowHere = node.get("window");
    var warnHere = node.get("warn-after");
    var clearHere = node.get("clear-after");
    var here =
        new Patience(
            windowHere.isPresent() ? windowHere.flatMap(Value::duration) : window,
            warnHere.isPresent() ? warnHere.flatMap(Value::duration) : warnAfter,
            warnAfterWritten || warnHere.filter(Value::isWritten).isPresent(),
            clearHere.isPresent() ? clearHere.flatMap(Value::duration) : clearAfter,
            node.node("coverage").map(coverage::at).orElse(coverage),
            node.get("floor").flatMap(FloorReader::read).or(() -> floor));
    windowHere.filter(Value::isWritten).ifPresent(value -> here.checkWindow(value, interval));
    here.checkOrder(windowHere.filter(Value::isWritten), warnHere.filter(Value::isWritten));
    return here;
  }

  private void checkWindow(Value written, Optional<Duration> interval) {
    if (window.isEmpty() || interval.isEmpty()) {
      return;
    }
    var shortest = interval.get().multipliedBy(2);
    if (window.get().compareTo(shortest) < 0) {
      written.wrong(
          "is shorter than two intervals (2 × %s); use at least %s"
              .formatted(Durations.text(interval.get()), Durations.text(shortest)));
    }
  }

  private void checkOrder(Optional<Value> windowHere, Optional<Value> warnHere) {
    if (!warnAfterWritten
        || window.isEmpty()
        || warnAfter.isEmpty()
        || warnAfter.get().compareTo(window.get()) <= 0) {
      return;
    }
    var longest = Durations.text(window.get());
    var shortest = Durations.text(warnAfter.get());
    if (warnHere.isPresent()) {
      warnHere
          .get()
          .wrong("is longer than the window (%s); use at most %s".formatted(longest, longest));
    } else {
      windowHere.ifPresent(
          value ->
              value.wrong(
                  "is shorter than warn-after (%s); use at least %s, or set warn-after beside it"
                      .formatted(shortest, shortest)));
    }
  }

  /** What the core goes by; meaningless while anything is empty. */
  Limits limits() {
    var absent = window.orElse(Limits.DEFAULT.window());
    var warn = warnAfter.orElse(Limits.DEFAULT.warnAfter());
    return new Limits(
        absent,
        warn.compareTo(absent) < 0 ? warn : absent,
        clearAfter.orElse(Limits.DEFAULT.clearAfter()),
        coverage.span().orElse(Limits.DEFAULT.span()),
        coverage.minimum().orElse(Limits.DEFAULT.minimum()),
        floor.orElse(Limits.DEFAULT.floor()));
  }
}
