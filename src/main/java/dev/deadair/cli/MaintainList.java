package dev.deadair.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code deadair maintain list}. */
@Command(
    name = "list",
    description = {
      "Prints what is worked on: id, what, until when, who, what for.",
      "Exit status: 0 fine, 1 the watcher refused, 2 it cannot be reached."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class MaintainList implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ApiOptions api = new ApiOptions();

  @Option(names = "--expired", description = "Also what ended within the last day.")
  private boolean expired;

  @Override
  public Integer call() {
    return Replies.print(
        spec,
        () -> api.client().get("/api/v1/maintenance"),
        body -> MaintenanceText.lines(body, expired));
  }
}
