package dev.deadair.cli;

import dev.deadair.tsdb.Plan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.TreeSet;

/** A plan as a shell script that moves files into a folder beside them and deletes nothing. */
final class MoveScript {
  private MoveScript() {}

  static void write(Plan plan, Path dir, PrintWriter out) {
    out.println("#!/bin/sh");
    out.println("# Moves aside what keeps Prometheus from starting; deletes nothing.");
    out.println("# Run it as the user that Prometheus runs as, while Prometheus is stopped.");
    plan.unsolved()
        .forEach(each -> comment(out, "No move cures " + each.path() + ": ", each.summary()));
    out.println("set -eu");
    out.println("dir=" + quoted(dir.toAbsolutePath().normalize().toString()));
    // Within the directory, which may be a file system of its own: a move there is a rename.
    out.println("aside=$dir/quarantine.$(date -u +%Y%m%dT%H%M%SZ)");
    if (!plan.steps().isEmpty()) {
      out.println("mkdir \"$aside\"");
    }
    for (var step : plan.steps()) {
      out.println();
      comment(out, "", step.because());
      comment(out, "costs ", TsdbPlan.cost(step.costs()));
      step.instead().ifPresent(each -> comment(out, "or ", TsdbPlan.instead(each)));
      var folders = new TreeSet<Path>();
      step.moves().stream()
          .filter(each -> each.getParent() != null)
          .forEach(each -> folders.add(each.getParent()));
      folders.forEach(each -> out.println("mkdir -p \"$aside\"/" + quoted(each.toString())));
      for (var each : step.moves()) {
        var path = quoted(each.toString());
        out.println("mv -- \"$dir\"/" + path + " \"$aside\"/" + path);
      }
    }
  }

  private static void comment(PrintWriter out, String lead, String text) {
    out.println("# " + lead + text.replaceAll("\\R", " "));
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
