package dev.deadair.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --author}: who does it. */
final class AuthorOption {
  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who; default: ${DEFAULT-VALUE}.",
      defaultValue = "${sys:user.name}")
  private String name = "";

  Optional<String> name() {
    return Optional.of(name).filter(each -> !each.isBlank());
  }
}
