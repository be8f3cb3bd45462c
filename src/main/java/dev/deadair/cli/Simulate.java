package dev.deadair.cli;

import dev.deadair.replay.Entry;
import dev.deadair.replay.Problem;
import dev.deadair.replay.Replay;
import dev.deadair.replay.Scenario;
import dev.deadair.replay.Spans;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deadair simulate}: scenario files through the decision code. */
@Command(
    name = "simulate",
    description = {
      "Takes scenario files through the decision code, and says where it does not do as they"
          + " expect.",
      "Exit status: 0 as expected, 1 a problem was found, 2 a SCENARIO cannot be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class Simulate implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputFormat format = new OutputFormat();

  @Option(names = "--explain", description = "Print what happened, and why somebody was told.")
  private boolean explain;

  @Parameters(paramLabel = "SCENARIO", arity = "1..*", description = "See the manual, scenarios.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() {
    var objects = new ArrayList<Map<String, ?>>();
    var worst = 0;
    for (var file : files) {
      var result = Scenario.load(file);
      worst =
          Math.max(
              worst,
              switch (result) {
                case Scenario.Result.Loaded(var scenario) -> ran(file, scenario, objects);
                case Scenario.Result.Broken broken -> broken(file, broken, objects);
                case Scenario.Result.Unreadable(var why) -> unreadable(file, why, objects);
              });
    }
    if (format.isJson()) {
      spec.commandLine().getOut().println(Json.of(Map.of("files", objects)));
    }
    return worst;
  }

  private int ran(Path file, Scenario scenario, List<Map<String, ?>> objects) {
    var outcome = Replay.of(scenario);
    var fine = outcome.unmet().isEmpty();
    var json = object(file, fine ? "success" : "failed", objects);
    json.put("unmet", outcome.unmet().stream().map(Simulate::json).toList());
    var lines = explain ? outcome.timeline().entries() : List.<Entry>of();
    if (explain) {
      json.put("timeline", lines.stream().map(Simulate::json).toList());
    }
    print("Simulating:  " + file);
    lines.forEach(each -> print("  " + text(each)));
    print(fine ? "  SUCCESS" : "  FAILED:");
    for (var each : outcome.unmet()) {
      print("    %s%s%n        got: %s".formatted(place(file, each), each.expected(), each.got()));
    }
    return fine ? 0 : 1;
  }

  private int broken(Path file, Scenario.Result.Broken broken, List<Map<String, ?>> objects) {
    var json = object(file, "broken", objects);
    json.put("problems", broken.problems().stream().map(Simulate::json).toList());
    broken.problems().forEach(each -> print(each.toString()));
    return 1;
  }

  private int unreadable(Path file, String why, List<Map<String, ?>> objects) {
    object(file, "unreadable", objects).put("why", why);
    if (!format.isJson()) {
      spec.commandLine().getErr().printf("%s %s%n", file, why);
    }
    return 2;
  }

  private static Map<String, Object> object(
      Path file, String verdict, List<Map<String, ?>> objects) {
    var json = new LinkedHashMap<String, Object>();
    json.put("file", file.toString());
    json.put("verdict", verdict);
    objects.add(json);
    return json;
  }

  private void print(String line) {
    if (!format.isJson()) {
      spec.commandLine().getOut().println(line);
    }
  }

  private static String place(Path file, Replay.Unmet unmet) {
    return file + (unmet.line() > 0 ? ":" + unmet.line() : "") + ": ";
  }

  private static Map<String, ?> json(Problem problem) {
    var json = new LinkedHashMap<String, Object>();
    json.put("line", problem.line());
    json.put("text", problem.text());
    return json;
  }

  private static Map<String, ?> json(Replay.Unmet unmet) {
    var json = new LinkedHashMap<String, Object>();
    json.put("line", unmet.line());
    json.put("expected", unmet.expected());
    json.put("got", unmet.got());
    return json;
  }

  private static Map<String, ?> json(Entry entry) {
    var json = new LinkedHashMap<String, Object>();
    json.put("at", entry.at().toMillis() / 1000.0);
    json.put("text", headline(entry));
    json.put("why", why(entry));
    return json;
  }

  private static String text(Entry entry) {
    var text = new StringBuilder("%-10s %s".formatted(Spans.text(entry.at()), headline(entry)));
    why(entry).forEach(each -> text.append("%n%15s%s".formatted("", each)));
    return text.toString();
  }

  private static List<String> why(Entry entry) {
    return switch (entry) {
      case Entry.Told told -> told.why();
      case Entry.Resolved resolved -> resolved.why();
      case Entry.Found(_, _, var finding) -> finding.evidence();
      case Entry.Happened _, Entry.Changed _, Entry.Sighted _ -> List.of();
    };
  }

  private static String headline(Entry entry) {
    return switch (entry) {
      case Entry.Happened(_, var text) -> "> " + text;
      case Entry.Changed(_, var transition) ->
          "%s: %s, was %s: %s"
              .formatted(
                  transition.subject(), transition.to(), transition.from(), transition.because());
      case Entry.Sighted(_, var site, var blind) ->
          blind
              .map(cause -> site + ": we cannot tell (" + cause.code() + ")")
              .orElse(site + ": we can tell again");
      case Entry.Found(_, var instance, var finding) ->
          "%s: %s, %s".formatted(instance, finding.code().word(), finding.summary());
      case Entry.Told told ->
          "%s %s: %s"
              .formatted(
                  told.incident().alert().severity().word(),
                  told.incident().alert(),
                  told.summary());
      case Entry.Resolved(_, var incident, _) -> "resolved " + incident.alert();
    };
  }
}
