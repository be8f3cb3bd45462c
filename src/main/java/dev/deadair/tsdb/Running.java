package dev.deadair.tsdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a server is at work on a data directory right now, as far as this process may see it. */
final class Running {
  private static final Path PROCESSES = Path.of("/proc");
  private static final Path LOCKS = PROCESSES.resolve("locks");

  private Running() {}

  /**
   * How it is known that one is at work, or nothing.
   *
   * @param before what was listed a while ago
   */
  static Optional<String> on(Path directory, DataDir before) throws IOException {
    var root = directory.toRealPath();
    return lock(root)
        .or(() -> openFile(root))
        .or(() -> hasChanged(before) ? Optional.of("files change") : Optional.empty());
  }

  /** Somebody's lock on the lock file; proc(5): the sixth field is device and inode. */
  private static Optional<String> lock(Path root) {
    try {
      var inode = Files.getAttribute(root.resolve(Surroundings.LOCK), "unix:ino");
      try (var lines = Files.lines(LOCKS)) {
        return lines
            .map(line -> line.split(" +"))
            .filter(fields -> fields.length > 5 && fields[5].endsWith(":" + inode))
            .map(fields -> "process " + fields[4] + " holds the lock")
            .findFirst();
      }
    } catch (IOException noLockOrNotLinux) {
      return Optional.empty();
    }
  }

  private static Optional<String> openFile(Path root) {
    var self = Long.toString(ProcessHandle.current().pid());
    try (var processes = Files.list(PROCESSES)) {
      return processes
          .filter(each -> each.getFileName().toString().matches("[0-9]+"))
          .filter(each -> !each.getFileName().toString().equals(self))
          .filter(each -> hasOpen(each, root))
          .map(each -> "process " + each.getFileName() + " has files of it open")
          .findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  private static boolean hasOpen(Path process, Path root) {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return files.anyMatch(each -> leadsInto(each, root));
    } catch (IOException anotherUsersOrGone) {
      return false;
    }
  }

  private static boolean leadsInto(Path descriptor, Path root) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(root);
    } catch (IOException closed) {
      return false;
    }
  }

  private static boolean hasChanged(DataDir before) {
    try {
      return !DataDir.read(before.root()).entries().stream()
          .toList()
          .equals(before.entries().stream().toList());
    } catch (IOException gone) {
      return true;
    }
  }
}
