package dev.deadair.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deadair maintain expire}. */
@Command(
    name = "expire",
    description = {
      "Ends a maintenance; what is without data then is paged for at once.",
      "Exit status: 0 fine, 1 the watcher refused, 2 it cannot be reached."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class MaintainExpire implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "ID", description = "As add and list print it.")
  private String id = "";

  @Override
  public Integer call() {
    return Replies.print(
        spec,
        () -> api.client().delete("/api/v1/maintenance/" + ApiClient.segment(id)),
        _ -> List.of());
  }
}
