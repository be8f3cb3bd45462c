package dev.deadair.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deadair baseline reset}. */
@Command(
    name = "reset",
    description = {
      "Learns anew what ingestion is usual; prints the groups. Until half an hour",
      "is known of one, nothing but a fixed floor is low there.",
      "Exit status: 0 fine, 1 the watcher refused, 2 it cannot be reached."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class BaselineReset implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(
      paramLabel = "SITE[/GROUP]",
      description = "The group whose load is another from now on, or all of a site.")
  private String target = "";

  @Override
  public Integer call() {
    return Replies.print(
        spec,
        () -> api.client().post("/api/v1/baseline/reset", Map.of("target", target)),
        body -> groups(body.get("data")));
  }

  private static List<String> groups(@Nullable Object data) {
    var all = data instanceof List<?> list ? list.stream() : Stream.empty();
    return all.filter(Map.class::isInstance)
        .map(Map.class::cast)
        .map(each -> each.get("site") + "/" + each.get("group"))
        .toList();
  }
}
