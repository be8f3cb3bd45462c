package dev.deadair.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What this machine calls itself. */
final class HostName {
  /**
   * The kernel's word on Linux; it needs no resolver, which may hang when we start in an outage.
   */
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  static Optional<String> own() {
    try {
      return Optional.of(Files.readString(KERNEL).strip());
    } catch (IOException notLinux) {
      return fromResolver();
    }
  }

  private static Optional<String> fromResolver() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException nameless) {
      return Optional.empty();
    }
  }
}
