package dev.deadair.cli;

import dev.deadair.config.Problem;
import dev.deadair.config.Settings;
import dev.deadair.config.Settings.Result;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deadair check config}: every problem of each configuration. */
@Command(
    name = "config",
    description = {
      "Says every problem of a configuration, with file and line and what would be right.",
      "Exit status: 0 fine, 1 a problem was found, 2 a FILE cannot be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class CheckConfig implements Callable<Integer> {
  private final Map<String, String> environment;
  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputFormat format = new OutputFormat();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Each a configuration of its own.")
  private List<Path> files = new ArrayList<>();

  CheckConfig(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    var results = new LinkedHashMap<Path, Result>();
    for (var file : files) {
      results.put(file, checked(Settings.load(file, Map.of(), environment)));
    }
    if (format.isJson()) {
      var objects = new ArrayList<Map<String, ?>>();
      results.forEach((file, result) -> objects.add(json(file, result)));
      spec.commandLine().getOut().println(Json.of(Map.of("files", objects)));
    } else {
      results.forEach(this::print);
    }
    return results.values().stream().mapToInt(CheckConfig::exitStatus).max().orElse(0);
  }

  /** What need not keep a daemon from starting may be a problem all the same. */
  private Result checked(Result result) {
    return switch (result) {
      case Result.Loaded(var settings, var warnings)
          when !settings.unpaged(clock.instant()).isEmpty() ->
          new Result.Broken(settings.unpaged(clock.instant()), warnings);
      case Result.Loaded _, Result.Broken _, Result.Unreadable _ -> result;
    };
  }

  private static int exitStatus(Result result) {
    return switch (result) {
      case Result.Loaded _ -> 0;
      case Result.Broken _ -> 1;
      case Result.Unreadable _ -> 2;
    };
  }

  private void print(Path file, Result result) {
    var out = spec.commandLine().getOut();
    switch (result) {
      case Result.Loaded(var settings, var warnings) -> {
        print(warnings, "warning: ");
        out.printf(
            "%s: ok, %s, %s, %s%n",
            file,
            Counted.of(settings.inventory().sites().size(), "site"),
            Counted.of(instances(settings), "instance"),
            Counted.of(settings.receivers().size(), "receiver"));
      }
      case Result.Broken(var problems, var warnings) -> {
        print(problems, "");
        print(warnings, "warning: ");
        out.printf("%s: %s%n", file, Counted.of(problems.size(), "problem"));
      }
      case Result.Unreadable(_, var why) ->
          spec.commandLine().getErr().printf("%s %s%n", file, why);
    }
  }

  private static int instances(Settings settings) {
    return settings.inventory().sites().stream()
        .flatMap(site -> site.groups().stream())
        .mapToInt(group -> group.instances().size())
        .sum();
  }

  private void print(List<Problem> problems, String kind) {
    for (var each : problems) {
      spec.commandLine().getOut().printf("%s: %s%s%n", each.place(), kind, each.text());
    }
  }

  private static Map<String, ?> json(Path file, Result result) {
    var json = new LinkedHashMap<String, Object>();
    json.put("file", file.toString());
    switch (result) {
      case Result.Loaded(var settings, var warnings) -> {
        json.put("verdict", "ok");
        json.put("sites", settings.inventory().sites().size());
        json.put("instances", instances(settings));
        json.put("receivers", settings.receivers().size());
        json.put("warnings", json(warnings));
      }
      case Result.Broken(var problems, var warnings) -> {
        json.put("verdict", "broken");
        json.put("problems", json(problems));
        json.put("warnings", json(warnings));
      }
      case Result.Unreadable(_, var why) -> {
        json.put("verdict", "unreadable");
        json.put("why", why);
      }
    }
    return json;
  }

  private static List<Map<String, ?>> json(List<Problem> problems) {
    var list = new ArrayList<Map<String, ?>>();
    for (var each : problems) {
      var json = new LinkedHashMap<String, Object>();
      json.put("source", each.source());
      json.put("line", each.line());
      json.put("path", each.path());
      json.put("text", each.text());
      list.add(json);
    }
    return list;
  }
}
