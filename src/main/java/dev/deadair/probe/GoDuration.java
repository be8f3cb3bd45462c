package dev.deadair.probe;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A duration as Go prints it: {@code 1s}, {@code 1m0s}, {@code 1h0m0s}, {@code 1.5s}. */
final class GoDuration {

  private static final Pattern PART =
      Pattern.compile("\\G(\\d{1,9}(?:\\.\\d{1,9})?)(h|ms|m|s|us|µs|ns)");

  private GoDuration() {}

  static Optional<Duration> parse(String text) {
    var sum = Duration.ZERO;
    var end = 0;
    for (var part = PART.matcher(text); part.find(); end = part.end()) {
      sum = sum.plusNanos(new BigDecimal(part.group(1)).multiply(unit(part.group(2))).longValue());
    }
    return end > 0 && end == text.length() ? Optional.of(sum) : Optional.empty();
  }

  private static BigDecimal unit(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "h" -> 3_600_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "s" -> 1_000_000_000L;
          case "ms" -> 1_000_000L;
          case "ns" -> 1L;
          default -> 1_000L;
        });
  }
}
