package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real datagram socket hears of us. */
class ServiceManagerTest {

  private static final long PID = 4711;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"/notify", "@deadair-test-"})
  void systemdHearsThatWeAreReadyThatTurnsEndAndThatWeStop(String kind) {
    var path = kind.startsWith("@") ? kind + ProcessHandle.current().pid() : directory + kind;
    try (var heard = new NotifySocket(path)) {
      var systemd =
          ServiceManager.of(
              Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "1", "WATCHDOG_PID", "" + PID), PID);

      systemd.turned();
      assertThat(heard.next()).isEqualTo("READY=1\nSTATUS=watching");
      assertThat(heard.next()).isEqualTo("WATCHDOG=1");
      systemd.turned();
      assertThat(heard.next()).isEqualTo("WATCHDOG=1");
      systemd.close();
      assertThat(heard.next()).isEqualTo("STOPPING=1");
    }
  }

  @Test
  void theWatchdogIsFedNoMoreOftenThanTwiceInItsTime() {
    var path = directory + "/notify";
    try (var heard = new NotifySocket(path);
        var systemd =
            ServiceManager.of(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "600000000"), PID)) {
      for (var i = 0; i < 10; i++) {
        systemd.turned();
      }

      assertThat(heard.next()).startsWith("READY=1");
      assertThat(heard.next()).isEqualTo("WATCHDOG=1");
      assertThat(heard.isSilent()).isTrue();
    }
  }

  @Test
  void aWatchdogOfAnotherProcessIsNotOurs() {
    var path = directory + "/notify";
    try (var heard = new NotifySocket(path);
        var systemd =
            ServiceManager.of(
                Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "1", "WATCHDOG_PID", "1"), PID)) {
      systemd.turned();

      assertThat(heard.next()).startsWith("READY=1");
      assertThat(heard.isSilent()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative", "/there/is/no/such/socket"})
  void whereNobodyListensNothingHappens(String path) {
    try (var systemd =
        ServiceManager.of(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "nonsense"), PID)) {
      systemd.turned();
    }
  }
}
