package dev.deadair.probe;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a single-node VictoriaMetrics tells of its scrapes, in the terms of a Prometheus.
 *
 * <p>Measured on 1.79 with a live and a dead target for 25 s: 50 scrapes, 250 samples from the live
 * target, 550 rows; with the dead target alone 25 scrapes and 150 rows.
 */
final class VictoriaMetrics {

  /**
   * {@code up}, {@code scrape_duration_seconds}, {@code scrape_samples_scraped}, {@code
   * scrape_samples_post_metric_relabeling}, {@code scrape_series_added}, {@code
   * scrape_timeout_seconds}.
   */
  static final int REPORTS = 6;

  /** {@code scrape_response_size_bytes} came with 1.102 (VictoriaMetrics#6123). */
  private static final int WITH_RESPONSE_SIZE = 102;

  private static final Pattern MINOR = Pattern.compile("v?1\\.(\\d{1,6})\\..*");

  private VictoriaMetrics() {}

  /**
   * Scrapes so far, failed ones too, at an interval it does not tell. {@code
   * vm_promscrape_scrapes_total} would not do: it leaves out those that got no connection.
   */
  static Map<Duration, Double> intervals(Samples samples) {
    var scrapes = samples.sum("vm_promscrape_scrape_duration_seconds_count").orElse(0);
    return scrapes > 0 && Double.isFinite(scrapes) ? Map.of(Duration.ZERO, scrapes) : Map.of();
  }

  /** Up and down, of every kind of discovery. */
  static double targets(Samples samples) {
    return samples.sum("vm_promscrape_targets").orElse(0);
  }

  /** Rows that it inserts of its own for each scrape; builds that name no version are old. */
  static int reports(Samples samples) {
    var minor =
        samples.by("vm_app_version", "short_version").keySet().stream()
            .map(MINOR::matcher)
            .filter(found -> found.matches())
            .mapToInt(found -> Integer.parseInt(found.group(1)))
            .findFirst();
    return minor.orElse(0) < WITH_RESPONSE_SIZE ? REPORTS : REPORTS + 1;
  }
}
