package dev.deadair.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the API says of maintenance, as lines. */
final class MaintenanceText {

  private MaintenanceText() {}

  /** The id alone, for a script to end it by. */
  static List<String> added(Map<?, ?> body) {
    return body.get("data") instanceof Map<?, ?> one ? List.of(text(one, "id")) : List.of();
  }

  /** A line each: id, what, until when, who, what for. */
  static List<String> lines(Map<?, ?> body, boolean expired) {
    var lines = new ArrayList<String>();
    if (body.get("data") instanceof List<?> all) {
      for (var each : all) {
        if (each instanceof Map<?, ?> one && (expired || "active".equals(one.get("state")))) {
          lines.add(line(one));
        }
      }
    }
    return lines;
  }

  private static String line(Map<?, ?> one) {
    var end = "expired".equals(one.get("state")) ? "ended" : "until";
    var early = Boolean.TRUE.equals(one.get("untilProducing")) ? " or until producing" : "";
    return "%s  %s  %s %s%s  %s  %s"
        .formatted(
            text(one, "id"),
            target(one),
            end,
            text(one, "endsAt"),
            early,
            text(one, "author").isEmpty() ? "-" : text(one, "author"),
            text(one, "comment"));
  }

  private static String target(Map<?, ?> one) {
    return Stream.of("site", "group", "instance")
        .map(key -> text(one, key))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining("/"));
  }

  /** On one line, and nothing that a terminal obeys: anybody may have written it. */
  private static String text(Map<?, ?> one, String key) {
    var value = one.get(key);
    return value == null
        ? ""
        : value.toString().replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+", " ");
  }
}
