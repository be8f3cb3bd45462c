package dev.deadair;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Debian package in the life of a fresh Debian 12: installed, started by the unit's own command
 * line as the unit's user, upgraded, purged. Needs root; the system is a folder with a network and
 * mounts of its own, so that nothing of this machine is touched.
 */
@Tag("full")
class DebianPackageIT {
  private static final Path SCRIPT = Path.of("src/test/packages/debian-life").toAbsolutePath();

  private static final Duration MINUTES = Duration.ofMinutes(5);

  @TempDir private Path directory;

  @Test
  void itIsInstalledStartedUpgradedAndPurgedWithoutALeftOver() throws Exception {
    var run =
        Ran.toItsEnd(
            MINUTES,
            directory,
            SCRIPT.toString(),
            directory.resolve("system").toString(),
            Shipped.deb().toString());

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("ready as deadair", "kept over an upgrade", "purged, nothing left");
  }

  @Test
  void systemdFindsNothingWrongWithTheUnitAndLittleExposed() throws Exception {
    var unit = Path.of("deploy/systemd/deadair.service").toAbsolutePath().toString();

    var exposure =
        Ran.toItsEnd(
            MINUTES,
            directory,
            "systemd-analyze",
            "security",
            "--offline=true",
            "--threshold=15",
            "--no-pager",
            unit);

    assertThat(exposure.exit()).as(exposure.output()).isZero();
  }
}
