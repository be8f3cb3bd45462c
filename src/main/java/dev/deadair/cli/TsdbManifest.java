package dev.deadair.cli;

import dev.deadair.tsdb.Manifest;
import dev.deadair.tsdb.ManifestText;
import dev.deadair.tsdb.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deadair tsdb manifest}: what a copy of a data directory must have. */
@Command(
    name = "manifest",
    description = {
      "Prints checksum, size, time and path of every file in DIR, for 'compare' on a copy."
          + " Stop the server first.",
      "Exit status: 0 fine, 1 a server was at work meanwhile, 2 DIR cannot be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class TsdbManifest implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The data directory of a stopped server.")
  private Path dir = Path.of("");

  @Override
  public Integer call() {
    try (var progress = ProgressBar.of(Verification.size(dir))) {
      var taken = Manifest.take(dir, progress);
      ManifestText.write(taken).forEach(spec.commandLine().getOut()::println);
      taken
          .running()
          .ifPresent(
              how ->
                  spec.commandLine()
                      .getErr()
                      .printf("%s: a server is at work here (%s): stop it first%n", dir, how));
      return taken.running().isPresent() ? 1 : 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println(Unreadable.sentence(e));
      return 2;
    }
  }
}
