package dev.deadair.lint;

import dev.deadair.lint.Yaml.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a Prometheus leaves its blocks to the Thanos sidecar that uploads them: it does where the
 * shortest block is the longest, so that none is compacted with another before it is gone.
 *
 * @param line of the sidecar's command
 * @param uploads whether it has a bucket, and does not say that blocks of any size will do
 * @param server the Prometheus that is started by the same text; empty where it starts none
 */
public record SidecarFit(int line, boolean uploads, Optional<Durations> server) {

  private static final String MIN = "storage.tsdb.min-block-duration";
  private static final String MAX = "storage.tsdb.max-block-duration";

  private static final Pattern SIDECAR =
      Pattern.compile(
          "(?m)thanos\\s+sidecar\\b|^\\s*-\\s+[\"']?sidecar[\"']?\\s*$|[\"']sidecar[\"']");

  private static final Pattern BUCKET = Pattern.compile("--objstore\\.config(-file)?\\b");
  private static final Pattern ANY_SIZE =
      Pattern.compile("--shipper\\.ignore-unequal-block-size\\b");
  private static final Pattern PROMETHEUS = Pattern.compile("--storage\\.tsdb\\.");

  private static final Pattern FLAG =
      Pattern.compile(
          "--storage\\.tsdb\\.(min|max)-block-duration(?:=|[\"',\\s]+(?:-\\s+)?)[\"']?([0-9a-z]+)");

  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhdwy])");

  private static final Map<String, Long> MILLIS =
      Map.of(
          "ms", 1L,
          "s", 1_000L,
          "m", 60_000L,
          "h", 3_600_000L,
          "d", 86_400_000L,
          "w", 604_800_000L,
          "y", 31_536_000_000L);

  /** How long blocks of a server are, as its flags have it; empty where they do not say. */
  public record Durations(Optional<String> shortest, Optional<String> longest) {

    /** Whether none is ever compacted. */
    public boolean areEqual() {
      return shortest.isPresent()
          && longest.isPresent()
          && millis(shortest.get()) == millis(longest.get());
    }

    /** What does not fit, to follow the name of the server; empty where all does. */
    public Optional<String> fault() {
      return areEqual()
          ? Optional.empty()
          : Optional.of(
              "compacts blocks before the sidecar has uploaded them: --%s is %s and --%s is %s; set both to 2h"
                  .formatted(MIN, shortest.orElse("not set"), MAX, longest.orElse("not set")));
    }

    private static long millis(String duration) {
      var part = PART.matcher(duration);
      var sum = 0L;
      while (part.find()) {
        sum += Long.parseLong(part.group(1)) * MILLIS.getOrDefault(part.group(2), 0L);
      }
      return sum;
    }
  }

  /** The sidecar that {@code text} starts; empty where it starts none. */
  public static Optional<SidecarFit> in(String text) {
    var sidecar = SIDECAR.matcher(text);
    if (!sidecar.find()) {
      return Optional.empty();
    }
    var line = 1 + (int) text.substring(0, sidecar.start()).chars().filter(c -> c == '\n').count();
    var uploads = BUCKET.matcher(text).find() && !ANY_SIZE.matcher(text).find();
    return Optional.of(
        new SidecarFit(
            line,
            uploads,
            PROMETHEUS.matcher(text).find() ? Optional.of(durations(text)) : Optional.empty()));
  }

  private static Durations durations(String text) {
    var values = new ArrayList<Optional<String>>(List.of(Optional.empty(), Optional.empty()));
    var flag = FLAG.matcher(text);
    while (flag.find()) {
      values.set(flag.group(1).equals("min") ? 0 : 1, Optional.of(flag.group(2)));
    }
    return new Durations(values.get(0), values.get(1));
  }

  /** Those in the answer of a Prometheus to {@code GET /api/v1/status/flags}. */
  public static Optional<Durations> status(String json) {
    try {
      var data = Yaml.parse(json).get("data");
      return data.isPresent()
          ? Optional.of(new Durations(data.get().text(MIN), data.get().text(MAX)))
          : Optional.empty();
    } catch (NotUnderstood _) {
      return Optional.empty();
    }
  }
}
