package dev.deadair.view;

import dev.deadair.liveness.Judgement;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Stretches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How much of the last span had data, as stretches without; the reader counts.
 *
 * @param dark oldest first; the last may go on
 * @param minimum the share that must have data
 */
public record CoverageView(List<Stretch> dark, Duration span, double minimum) {

  public CoverageView {
    dark = List.copyOf(dark);
  }

  /** A time without data; {@code to} is empty while it goes on. */
  public record Stretch(Instant from, Optional<Instant> to) {}

  static CoverageView of(Judgement judgement, Limits limits) {
    var stretches = judgement.dark().all();
    var counting = judgement.noData().upTo().isPresent() && judgement.blind().isEmpty();
    return new CoverageView(
        stretches.stream()
            .map(each -> stretch(each, counting && each.equals(stretches.getLast())))
            .toList(),
        limits.span(),
        limits.minimum());
  }

  /** The share of the span up to {@code now} that is not known to have been without data. */
  public double ratio(Instant now) {
    var horizon = now.minus(span);
    var without =
        dark.stream().mapToLong(each -> millis(each.from(), each.to().orElse(now), horizon)).sum();
    return Math.clamp(1 - without / (double) span.toMillis(), 0, 1);
  }

  private static long millis(Instant from, Instant to, Instant horizon) {
    return Math.max(0, Duration.between(from.isBefore(horizon) ? horizon : from, to).toMillis());
  }

  private static Stretch stretch(Stretches.Stretch stretch, boolean goesOn) {
    return new Stretch(
        stretch.from().wall(), goesOn ? Optional.empty() : Optional.of(stretch.to().wall()));
  }
}
