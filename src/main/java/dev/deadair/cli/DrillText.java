package dev.deadair.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Drills of the API as a command prints them: a line for each step of each way. */
final class DrillText {

  private DrillText() {}

  /** The latest drill of each receiver in {@code body}, its receiver's name within. */
  static List<Map<?, ?>> drills(Map<?, ?> body) {
    var drills = new ArrayList<Map<?, ?>>();
    if (body.get("data") instanceof List<?> receivers) {
      for (var each : receivers) {
        if (each instanceof Map<?, ?> receiver
            && receiver.get("latest") instanceof Map<?, ?> latest) {
          var drill = new LinkedHashMap<Object, Object>();
          drill.put("receiver", receiver.get("receiver"));
          drill.putAll(latest);
          drills.add(drill);
        }
      }
    }
    return drills;
  }

  static String id(Map<?, ?> drill) {
    return String.valueOf(drill.get("id"));
  }

  static boolean isOver(Map<?, ?> drill) {
    return drill.get("endedAt") != null;
  }

  static boolean isProven(Map<?, ?> drill) {
    return Boolean.TRUE.equals(drill.get("proven"));
  }

  /** Everything that is known of it by now, in order; what was known before stays as it was. */
  static List<String> lines(Map<?, ?> drill) {
    var lines = new ArrayList<String>();
    var receiver = String.valueOf(drill.get("receiver"));
    lines.add("%s: ordered at %s as %s".formatted(receiver, drill.get("orderedAt"), id(drill)));
    for (var way : ways(drill)) {
      var place = place(receiver, way);
      for (var step : List.of("sent", "accepted", "listed", "notified")) {
        if (way.get(step + "Seconds") instanceof Number seconds) {
          lines.add(line(place, step, seconds));
        }
      }
    }
    if (isOver(drill)) {
      if (ways(drill).isEmpty()) {
        lines.add(receiver + ": interrupted: the watcher was restarted, or reconfigured");
      }
      for (var way : ways(drill)) {
        if (way.get("provenSeconds") == null) {
          lines.add("%s: NOT proven: %s".formatted(place(receiver, way), trouble(way)));
        }
      }
      lines.add(receiver + (isProven(drill) ? ": proven" : ": NOT proven"));
    }
    return lines;
  }

  /** A receiver of one member is named once. */
  private static String place(String receiver, Map<?, ?> way) {
    var member = String.valueOf(way.get("member"));
    return member.equals(receiver) ? receiver : receiver + " " + member;
  }

  private static String line(String place, String step, Number seconds) {
    return String.format(Locale.ROOT, "%s: %s after %.3f s", place, step, seconds.doubleValue());
  }

  private static Object trouble(Map<?, ?> way) {
    var trouble = way.get("trouble");
    return trouble == null || trouble.equals("") ? "nothing is known of it" : trouble;
  }

  private static List<Map<?, ?>> ways(Map<?, ?> drill) {
    var ways = new ArrayList<Map<?, ?>>();
    if (drill.get("routes") instanceof List<?> routes) {
      for (var each : routes) {
        if (each instanceof Map<?, ?> way) {
          ways.add(way);
        }
      }
    }
    return ways;
  }
}
