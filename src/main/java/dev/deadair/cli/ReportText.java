package dev.deadair.cli;

import dev.deadair.migrate.Check;
import dev.deadair.migrate.Report;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A report on an upgrade, as text and as JSON. */
final class ReportText {
  private ReportText() {}

  static void print(Report report, PrintWriter out) {
    report.checks().forEach(each -> print(each, out));
  }

  static void print(Check check, PrintWriter out) {
    var first = check.reasons().size() == 1 ? ": " + check.reasons().getFirst() : "";
    out.printf("%s: %s%s%n", check.name(), check.outcome().word(), first);
    if (first.isEmpty()) {
      check.reasons().forEach(each -> out.printf("  %s%n", each));
    }
  }

  static Map<String, ?> json(Report report) {
    var json = new LinkedHashMap<String, Object>();
    json.put("verdict", report.word());
    json.put("checks", report.checks().stream().map(ReportText::json).toList());
    return json;
  }

  private static Map<String, ?> json(Check check) {
    var json = new LinkedHashMap<String, Object>();
    json.put("check", check.name());
    json.put("verdict", check.outcome().word());
    json.put("reasons", check.reasons());
    return json;
  }
}
