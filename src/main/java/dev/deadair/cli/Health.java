package dev.deadair.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code deadair health}: whether the daemon on this machine decides. */
@Command(
    name = "health",
    description = {
      "Asks the daemon on this machine whether it is ready; what a container's health check runs.",
      "Exit status: 0 it is, 1 it is not, 2 it does not answer."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class Health implements Callable<Integer> {
  private static final int DEADLINE_MILLIS = 5_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where it serves; default: ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://localhost:9595");

  @Override
  public Integer call() {
    var ready = url.toString().replaceAll("/+$", "") + "/-/ready";
    try {
      var status = status(ready);
      print(ready + " answered " + status);
      return status == HttpURLConnection.HTTP_OK ? 0 : 1;
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      print(ready + " does not answer: " + e.getMessage());
      return 2;
    }
  }

  private static int status(String ready) throws IOException {
    var connection = (HttpURLConnection) URI.create(ready).toURL().openConnection();
    connection.setConnectTimeout(DEADLINE_MILLIS);
    connection.setReadTimeout(DEADLINE_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }
}
