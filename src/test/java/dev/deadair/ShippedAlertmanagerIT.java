package dev.deadair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Severity;
import dev.deadair.parts.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Alertmanager configuration that we ship, as amtool reads it. */
class ShippedAlertmanagerIT {
  private static final Path CONFIGURATION =
      Path.of("deploy/alertmanager/alertmanager.yml").toAbsolutePath();

  private static final Path MANUAL = Path.of("src/site/markdown/operating.md");
  private static final Pattern SHOWN = Pattern.compile("(?ms)^ *```yaml\n(.*?)^ *```");
  private static final Pattern COMMENT = Pattern.compile("# (webhook_configs: .*)");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"0.25", "0.33"})
  void itIsValidAndEveryAlertOfOursReachesTheReceiverThatPages(String version) throws Exception {
    assertThat(amtool(version, "check-config", CONFIGURATION.toString())).contains("SUCCESS");
    for (var name : AlertName.values()) {
      var receiver =
          amtool(
              version,
              "config",
              "routes",
              "test",
              "--config.file=" + CONFIGURATION,
              "alertname=" + name.label(),
              "severity=" + name.severity().word(),
              "site=eqsin");
      assertThat(receiver.lines().toList())
          .as(name.label())
          .endsWith(name.severity() == Severity.NONE ? "deadmansswitch" : "deadair");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.25", "0.33"})
  void whatTheManualShowsOfAConfigurationIsTaken(String version) throws Exception {
    var shown =
        SHOWN.matcher(Files.readString(MANUAL)).results().map(each -> each.group(1)).toList();

    assertThat(shown).hasSize(2);
    for (var piece : shown) {
      var whole = folder.resolve("alertmanager.yml");
      Files.writeString(whole, completed(piece.stripIndent()));
      assertThat(amtool(version, "check-config", whole.toString())).contains("SUCCESS");
    }
  }

  /** With the receivers that a piece leaves to the reader; one of them stands in its comment. */
  private static String completed(String piece) {
    var nobody = "  - name: nobody\n";
    if (piece.startsWith("route:")) {
      return piece.replaceFirst("route:\n", "route:\n  receiver: nobody\n") + nobody;
    }
    var receiver = COMMENT.matcher(piece);
    assertThat(receiver.find()).isTrue();
    return "route:\n  receiver: nobody\n  routes:\n"
        + piece.indent(4)
        + "receivers:\n"
        + nobody
        + "  - name: dead-mans-switch\n    "
        + receiver.group(1).replace("…", "11111111")
        + "\n";
  }

  private static String amtool(String version, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Parts.program("alertmanager-" + version, "amtool").toString());
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }
}
