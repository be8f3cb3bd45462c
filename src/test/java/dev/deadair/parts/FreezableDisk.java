package dev.deadair.parts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system of its own at a directory, whose writes can be made to hang as on a disk that no
 * longer answers. Needs root and a loop device.
 */
public final class FreezableDisk implements AutoCloseable {
  private final Path directory;
  private boolean frozen;

  public FreezableDisk(Path directory) {
    this.directory = directory;
    var image = directory.resolveSibling(directory.getFileName() + ".img");
    try {
      Files.createDirectories(directory);
      try (var file = new RandomAccessFile(image.toFile(), "rw")) {
        file.setLength(48L << 20);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Tmpfs.run("mkfs.ext4", "-q", "-F", image.toString());
    Tmpfs.run("mount", "-o", "loop", image.toString(), directory.toString());
  }

  /** What writes to it waits from now on. */
  public void freeze() {
    Tmpfs.run("fsfreeze", "--freeze", directory.toString());
    frozen = true;
  }

  /** What waits goes on. */
  public void thaw() {
    Tmpfs.run("fsfreeze", "--unfreeze", directory.toString());
    frozen = false;
  }

  @Override
  public void close() {
    if (frozen) {
      thaw();
    }
    Tmpfs.run("umount", "--lazy", directory.toString());
  }
}
