package dev.deadair.failures;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/** Files that a server may not touch, though it is root's: root asks nobody otherwise. */
final class Privileges {
  private static final String OVERRIDE = "-dac_override,-dac_read_search";
  private static final Duration RESTART = Duration.ofMillis(100);

  private Privileges() {}

  /** The server will be held to permissions, even where this is run by root. */
  static void drop(Scene scene) {
    if ("root".equals(System.getProperty("user.name"))) {
      scene.server.under("setpriv", "--bounding-set=" + OVERRIDE, "--inh-caps=" + OVERRIDE);
    }
  }

  /** Kills the server, sets the permissions of a file, and starts it again and again. */
  static void forbid(Scene scene, Path file, String permissions) throws Exception {
    scene.server.kill();
    set(scene, file, permissions);
    scene.init.restarting(RESTART);
  }

  /** Sets the permissions of a file while the scene lasts. */
  static void set(Scene scene, Path file, String permissions) throws Exception {
    var before = Files.getPosixFilePermissions(file);
    scene.with(() -> Files.setPosixFilePermissions(file, before));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
