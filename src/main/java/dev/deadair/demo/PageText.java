package dev.deadair.demo;

import dev.deadair.demo.PagerDutyEvent.Trigger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** A page as the person it is for reads it, in plain ASCII. */
final class PageText {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private static final String RULE = "  " + "-".repeat(76);

  private PageText() {}

  /** What woke somebody. */
  static String of(Trigger page) {
    var sent = new JsonObject(page.body());
    var details = object(object(sent, "payload"), "custom_details");
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("  PAGE  " + page.severity() + "  " + UTC.format(page.at()));
    lines.add(RULE);
    lines.add("  " + page.summary());
    lines.add("");
    lines.addAll(row("since", times(details.getString("since", ""), page.at())));
    lines.addAll(row("last sample", times(details.getString("last_data", ""), page.at())));
    lines.addAll(row("replicas", replicas(details.getString("description", ""))));
    lines.addAll(row("links", links(sent)));
    lines.add(RULE);
    return String.join("\n", lines) + "\n";
  }

  /** What let them go back to bed. */
  static String ofResolved(PagerDutyIncident incident, Instant at) {
    return "\n  RESOLVED  %s, %s after the page: %s produces data again\n"
        .formatted(
            UTC.format(at), seconds(incident.triggeredAt(), at), incident.opening().source());
  }

  private static List<String> times(String text, Instant pagedAt) {
    try {
      var at = Instant.parse(text);
      return List.of(UTC.format(at) + ", " + seconds(at, pagedAt) + " before this page");
    } catch (DateTimeParseException _) {
      return List.of();
    }
  }

  private static List<String> replicas(String description) {
    return description
        .lines()
        .filter(line -> line.startsWith("- "))
        .map(line -> line.substring(2))
        .toList();
  }

  private static List<String> links(JsonObject sent) {
    return sent.getJsonArray("links", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .map(link -> "%-9s %s".formatted(link.getString("text"), link.getString("href")))
        .toList();
  }

  /** A heading and its lines; nothing where there are none. */
  private static List<String> row(String heading, List<String> lines) {
    return IntStream.range(0, lines.size())
        .mapToObj(i -> "  %-12s %s".formatted(i == 0 ? heading : "", lines.get(i)))
        .toList();
  }

  private static String seconds(Instant from, Instant to) {
    return Math.round(Duration.between(from, to).toMillis() / 1000.0) + " s";
  }

  private static JsonObject object(JsonObject parent, String field) {
    return Objects.requireNonNull(parent.getJsonObject(field, new JsonObject()));
  }
}
