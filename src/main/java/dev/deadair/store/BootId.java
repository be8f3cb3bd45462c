package dev.deadair.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which start of which machine this is: within one, the clock since boot can be compared. */
final class BootId {

  /** Drawn by the kernel at each boot (random(4)). */
  private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

  private BootId() {}

  /** Empty where the machine does not tell: only Linux does. */
  static Optional<String> current() {
    try {
      return Optional.of(Files.readString(FILE).strip()).filter(each -> !each.isEmpty());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
