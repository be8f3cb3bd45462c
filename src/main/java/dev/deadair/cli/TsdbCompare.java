package dev.deadair.cli;

import dev.deadair.tsdb.Comparison;
import dev.deadair.tsdb.Comparison.Difference;
import dev.deadair.tsdb.Manifest;
import dev.deadair.tsdb.ManifestText;
import dev.deadair.tsdb.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deadair tsdb compare}: a copy against the manifest of its source. */
@Command(
    name = "compare",
    description = {
      "Says which files of a copy are missing, changed, or should not be there.",
      "Exit status: 0 the copy is the source, 1 it differs, 2 DIR or MANIFEST cannot be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class TsdbCompare implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputFormat format = new OutputFormat();

  @Parameters(index = "0", paramLabel = "DIR", description = "The copy.")
  private Path dir = Path.of("");

  @Parameters(index = "1", paramLabel = "MANIFEST", description = "What 'manifest' printed.")
  private Path manifest = Path.of("");

  @Override
  public Integer call() {
    try (var progress = ProgressBar.of(Verification.size(dir))) {
      var expected = ManifestText.read(Files.readAllLines(manifest));
      var comparison = Comparison.of(dir, expected, progress);
      if (format.isJson()) {
        spec.commandLine().getOut().println(Json.of(json(comparison)));
      } else {
        print(comparison, expected);
      }
      return comparison.differences().isEmpty() ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println(Unreadable.sentence(e));
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().printf("%s: %s%n", manifest, e.getMessage());
    }
    return 2;
  }

  private void print(Comparison comparison, Manifest expected) {
    var out = spec.commandLine().getOut();
    for (var each : comparison.differences()) {
      out.printf("%s: %s%s%n", word(each), each.path(), detail(each));
    }
    var count = comparison.differences().size();
    out.printf(
        "%s: %s%n",
        dir,
        count == 0
            ? "all %d files as in the manifest".formatted(expected.files().size())
            : count + (count == 1 ? " difference" : " differences"));
  }

  private static String word(Difference difference) {
    return switch (difference) {
      case Difference.Missing _ -> "missing";
      case Difference.Extra _ -> "extra";
      case Difference.Changed _ -> "changed";
    };
  }

  private static String detail(Difference difference) {
    return switch (difference) {
      case Difference.Missing _ -> "";
      case Difference.Extra(_, var isLogged) ->
          isLogged ? ": left over from an earlier copy? A gap in the numbers is fatal" : "";
      case Difference.Changed(_, var how) -> ": " + how;
    };
  }

  private static Map<String, ?> json(Comparison comparison) {
    var verdict = comparison.differences().isEmpty() ? "equal" : "different";
    var differences =
        comparison.differences().stream()
            .map(
                each -> {
                  var json = new LinkedHashMap<String, Object>();
                  json.put("kind", word(each));
                  json.put("path", each.path());
                  return json;
                })
            .toList();
    var json = new LinkedHashMap<String, Object>();
    json.put("verdict", verdict);
    json.put("differences", differences);
    return json;
  }
}
