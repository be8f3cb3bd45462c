package dev.deadair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Severity;
import dev.deadair.parts.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Alertmanager configuration that we ship, as amtool reads it. */
class ShippedAlertmanagerIT {
  private static final Path CONFIGURATION =
      Path.of("deploy/alertmanager/alertmanager.yml").toAbsolutePath();

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
