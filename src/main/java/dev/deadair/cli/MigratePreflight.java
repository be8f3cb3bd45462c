package dev.deadair.cli;

import dev.deadair.migrate.Preflight;
import dev.deadair.tsdb.Verification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deadair migrate preflight}: before the first start on a copy. */
@Command(
    name = "preflight",
    description = {
      "Says whether a new server may be started on DIR, a copy of another's data: source stopped in"
          + " order, copy equal, directory sound, labels nobody else's. Nothing is written.",
      "Exit status: 0 go, 1 no-go, 2 DIR, the manifest or the configuration cannot be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class MigratePreflight implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputFormat format = new OutputFormat();
  @Mixin private InstanceOptions instances = new InstanceOptions();

  @Parameters(paramLabel = "DIR", description = "The copy.")
  private Path dir = Path.of("");

  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "FILE",
      description = "What 'tsdb manifest' printed on the stopped source.")
  private Path manifest = Path.of("");

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The prometheus.yml of the new server.")
  private Path config = Path.of("");

  @Option(
      names = "--sibling",
      paramLabel = "FILE|URL",
      description =
          "A server that scrapes the same targets, the one to be retired among them: its"
              + " prometheus.yml, or where it answers. Repeatable.")
  private List<String> siblings = List.of();

  @Option(
      names = "--fleet",
      paramLabel = "FILE|URL",
      description = "Any other server whose external labels must differ. Repeatable.")
  private List<String> fleet = List.of();

  @Option(
      names = "--source",
      paramLabel = "URL",
      description = "Where the old server answered; nobody must listen there.")
  private @Nullable URI source;

  @Override
  public Integer call() {
    if (siblings.isEmpty() && fleet.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Name at least the server to be retired, by --sibling: its labels must differ");
    }
    try (var progress = ProgressBar.of(2 * Verification.size(dir))) {
      var lines = Files.readAllLines(manifest);
      var report =
          new Preflight(
                  dir,
                  lines,
                  Optional.ofNullable(source),
                  config,
                  siblings,
                  fleet,
                  instances.asking())
              .report(progress);
      if (format.isJson()) {
        spec.commandLine().getOut().println(Json.of(ReportText.json(report)));
      } else {
        ReportText.print(report, spec.commandLine().getOut());
        spec.commandLine()
            .getOut()
            .printf(
                report.isGo() ? "%s: go: it may be started%n" : "%s: no-go: do not start it%n",
                dir);
      }
      return report.isGo() ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println(Unreadable.sentence(e));
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().printf("%s: %s%n", manifest, e.getMessage());
    }
    return 2;
  }
}
