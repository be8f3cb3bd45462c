package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/**
 * The manual's reference of commands is what the commands say of themselves. {@code mvn test
 * -Dtest=CommandsManualTest -Dupdate-manual=true} writes what they say now.
 */
class CommandsManualTest {
  private static final Path PAGE = Path.of("src/site/markdown/commands.md");

  @Test
  void thePageOfCommandsIsWhatTheySay() throws IOException {
    var said = new StringBuilder();
    append(said, Main.commandLine(Map.of()));
    var text = Files.readString(PAGE);
    var head = text.substring(0, text.indexOf("\n## ") + 1);

    if (Boolean.getBoolean("update-manual")) {
      Files.writeString(PAGE, head + said);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(head + said);
  }

  private static void append(StringBuilder page, CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      page.append("## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```text\n");
      page.append(command.getUsageMessage(Help.defaultColorScheme(Ansi.OFF)).stripTrailing());
      page.append("\n```\n\n");
    }
    command.getSubcommands().values().forEach(each -> append(page, each));
  }
}
