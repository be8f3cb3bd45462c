package dev.deadair.cli;

import dev.deadair.tsdb.Depth;
import dev.deadair.tsdb.Finding;
import dev.deadair.tsdb.Verdict;
import dev.deadair.tsdb.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deadair tsdb verify}: what a start would make of a data directory. */
@Command(
    name = "verify",
    description = {
      "Says what would become of a Prometheus that is started on DIR: fatal-on-start,"
          + " loses-data-on-start, silent-loss or fine. Nothing is written.",
      "Exit status: 0 fine, 1 a problem was found, 2 DIR cannot be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class TsdbVerify implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputFormat format = new OutputFormat();

  @Parameters(paramLabel = "DIR", description = "What --storage.tsdb.path names.")
  private Path dir = Path.of("");

  @Option(
      names = "--full",
      description = "Read everything and check every checksum, not only names and sizes.")
  private boolean full;

  @Override
  public Integer call() {
    try {
      var verdict = verdict();
      if (format.isJson()) {
        spec.commandLine().getOut().println(Json.of(json(verdict)));
      } else {
        print(verdict);
      }
      return verdict.isFine() ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println(Unreadable.sentence(e));
      return 2;
    }
  }

  private Verdict verdict() throws IOException {
    if (!full) {
      return Verification.of(dir, Depth.NAMES, _ -> {});
    }
    try (var progress = ProgressBar.of(Verification.size(dir))) {
      return Verification.of(dir, Depth.FULL, progress);
    }
  }

  private void print(Verdict verdict) {
    var out = spec.commandLine().getOut();
    for (var each : verdict.findings()) {
      var path = each.path().toString();
      out.printf(
          "%s: %s%s [%s]%n",
          each.severity().word(),
          path.isEmpty() ? "" : path + ": ",
          LossText.after(each.summary(), each.loses()),
          each.code().word());
    }
    var hint = verdict.isFine() && !full ? ", as far as names show; --full reads everything" : "";
    out.printf("%s: %s%s%n", dir, verdict.severity().word(), hint);
  }

  private static Map<String, ?> json(Verdict verdict) {
    var json = new LinkedHashMap<String, Object>();
    json.put("verdict", verdict.severity().word());
    json.put("findings", verdict.findings().stream().map(TsdbVerify::json).toList());
    return json;
  }

  private static Map<String, ?> json(Finding finding) {
    var json = new LinkedHashMap<String, Object>();
    json.put("code", finding.code().word());
    json.put("severity", finding.severity().word());
    json.put("path", finding.path().toString());
    json.put("summary", finding.summary());
    json.put("loses", LossText.json(finding.loses()));
    return json;
  }
}
