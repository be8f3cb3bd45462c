package dev.deadair.cli;

import dev.deadair.tsdb.Loss;
import dev.deadair.tsdb.Plan;
import dev.deadair.tsdb.Plan.Step;
import dev.deadair.tsdb.Planner;
import dev.deadair.tsdb.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

/** The command {@code deadair tsdb plan}: the moves after which a server starts. */
@Command(
    name = "plan",
    description = {
      "Says which files to move aside so that a Prometheus starts on DIR again, and what each step"
          + " costs. Nothing is moved.",
      "Exit status: 0 it starts as it is, 1 it does not, 2 DIR cannot be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class TsdbPlan implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputFormat format = new OutputFormat();

  @Parameters(paramLabel = "DIR", description = "What --storage.tsdb.path names.")
  private Path dir = Path.of("");

  @Option(names = "--script", description = "Print a shell script that moves the files.")
  private boolean script;

  @Override
  public Integer call() {
    try (var progress = ProgressBar.of(Verification.size(dir))) {
      var plan = Planner.plan(dir, progress);
      var out = spec.commandLine().getOut();
      if (script) {
        MoveScript.write(plan, dir, out);
      } else if (format.isJson()) {
        out.println(Json.of(json(plan)));
      } else {
        print(plan, out);
      }
      return plan.isEmpty() ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println(Unreadable.sentence(e));
      return 2;
    }
  }

  private void print(Plan plan, PrintWriter out) {
    for (var step : plan.steps()) {
      out.println(step.because());
      step.moves().forEach(each -> out.printf("  move aside %s%n", each));
      out.printf("  costs %s%n", cost(step.costs()));
      step.instead().ifPresent(each -> out.printf("  or %s%n", instead(each)));
    }
    plan.unsolved()
        .forEach(each -> out.printf("no move cures this: %s: %s%n", each.path(), each.summary()));
    out.printf("%s: %s%n", dir, outcome(plan));
  }

  private static String outcome(Plan plan) {
    if (plan.isEmpty()) {
      return "the server starts as it is";
    }
    return plan.unsolved().isEmpty()
        ? "the server starts after these moves; --script prints them as a script"
        : "the server does not start, not even after these moves";
  }

  static String cost(Loss loss) {
    return switch (loss) {
      case Loss.Nothing _ -> "nothing";
      case Loss.Samples samples -> LossText.words(samples);
    };
  }

  static String instead(Plan.Placeholders placeholders) {
    var files = placeholders.files().stream().map(Path::toString).toList();
    return "create empty: %s, which costs %s beyond what is missing already"
        .formatted(String.join(" ", files), cost(placeholders.costs()));
  }

  private static Map<String, ?> json(Plan plan) {
    var json = new LinkedHashMap<String, Object>();
    json.put("starts", plan.isEmpty());
    json.put("startsAfterwards", plan.unsolved().isEmpty());
    json.put("steps", plan.steps().stream().map(TsdbPlan::json).toList());
    json.put("unsolved", plan.unsolved().stream().map(each -> each.path().toString()).toList());
    return json;
  }

  private static Map<String, ?> json(Step step) {
    var json = new LinkedHashMap<String, Object>();
    json.put("moves", strings(step.moves()));
    json.put("because", step.because());
    json.put("loses", LossText.json(step.costs()));
    step.instead()
        .ifPresent(
            each ->
                json.put(
                    "instead",
                    Map.of("create", strings(each.files()), "loses", LossText.json(each.costs()))));
    return json;
  }

  private static List<String> strings(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }
}
