package dev.deadair.cli;

import dev.deadair.tsdb.Loss;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A loss of samples in words, and in JSON. */
final class LossText {
  private LossText() {}

  /** A sentence, and what it costs. */
  static String after(String sentence, Loss loss) {
    return switch (loss) {
      case Loss.Nothing _ -> sentence;
      case Loss.Samples samples -> sentence + "; loses " + words(samples);
    };
  }

  /** Such as {@code 12,345 samples of 54 min, 2026-11-23T07:00:00Z to 2026-11-23T07:54:00Z}. */
  static String words(Loss.Samples loss) {
    return String.format(
        Locale.ROOT,
        "%,d samples of %s, %s to %s",
        loss.samples(),
        span(loss.span()),
        loss.from().truncatedTo(ChronoUnit.SECONDS),
        loss.to().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String span(Duration span) {
    var minutes = Math.max(1, Math.round(span.toSeconds() / 60.0));
    return minutes < 120 ? minutes + " min" : "%.1f h".formatted(minutes / 60.0);
  }

  /** Nothing known to be lost is an object without anything in it. */
  static Map<String, ?> json(Loss loss) {
    var json = new LinkedHashMap<String, Object>();
    switch (loss) {
      case Loss.Nothing _ -> {}
      case Loss.Samples(var samples, var from, var to) -> {
        json.put("samples", samples);
        json.put("from", from);
        json.put("to", to);
      }
    }
    return json;
  }
}
