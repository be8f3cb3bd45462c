package dev.deadair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn package} leaves under {@code target/deadair}, as an operator finds it. */
class DistributionIT {
  private static final Path HOME = Path.of("target", "deadair").toAbsolutePath();
  private static final Path LAUNCHER = HOME.resolve("bin/deadair");

  @TempDir private Path elsewhere;

  @Test
  void theLauncherWorksThroughALinkFromAnotherDirectoryAndWarnsOfNothing() throws Exception {
    var first = Files.createSymbolicLink(elsewhere.resolve("with a blank"), LAUNCHER);
    var second = Files.createSymbolicLink(elsewhere.resolve("relative"), first.getFileName());

    var run = run(second, "--version");
    Files.delete(second);
    Files.delete(first);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).matches("deadair \\d+\\.\\d+\\.\\d+\\S*\n");
    assertThat(run.exit()).isZero();
  }

  @Test
  void theLauncherNeedsNoJavaOfTheMachine() throws Exception {
    var run = run(LAUNCHER, "--version");

    assertThat(run.exit()).isZero();
    assertThat(HOME.resolve("runtime/bin/java")).isExecutable();
    assertThat(HOME.resolve("runtime/jmods")).doesNotExist();
  }

  @Test
  void whatTheShellPassedArrivesUnchanged() throws Exception {
    var run = run(LAUNCHER, "--no such option", "*", "@file");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("'--no such option'");
  }

  @Test
  void askedToStopWhileItStartsItStopsInOrder() throws Exception {
    var process =
        new ProcessBuilder(
                LAUNCHER.toString(),
                "run",
                "--storage.path=data",
                "--web.listen-address=127.0.0.1:0")
            .directory(elsewhere.toFile())
            .redirectErrorStream(true)
            .redirectOutput(elsewhere.resolve("out").toFile())
            .start();
    try {
      // The first thing it does, long before it is ready.
      await("a journal")
          .atMost(60, TimeUnit.SECONDS)
          .pollInterval(1, TimeUnit.MILLISECONDS)
          .until(() -> Files.exists(elsewhere.resolve("data/journal.db")));
      process.destroy();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
      var said = Files.readString(elsewhere.resolve("out"));
      assertThat(process.exitValue()).as(said).isZero();
      assertThat(said).doesNotContain("Exception");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whatCannotStartSaysSoByItsStatus() throws Exception {
    var file = Files.createFile(elsewhere.resolve("file"));

    var run = run(LAUNCHER, "run", "--storage.path=" + file, "--web.listen-address=127.0.0.1:0");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("deadair cannot start: ");
  }

  private Run run(Path launcher, String... arguments) throws IOException, InterruptedException {
    var out = elsewhere.resolve("out");
    var err = elsewhere.resolve("err");
    var builder =
        new ProcessBuilder(launcher.toString())
            .directory(elsewhere.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().removeIf(name -> name.contains("JAVA"));
    builder.environment().put("PATH", "/usr/bin:/bin");
    var process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** How one run of the launcher ended and what it said. */
  private record Run(int exit, String out, String err) {}
}
