package dev.deadair.probe;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a log file, wherever rotation takes it.
 *
 * <pre>
 *   another file under the name   the rest of the old one, then all of the new
 *   shorter than it was           from the beginning: it was cut after a copy
 *   not there                     nothing, until it is
 *   more than can be read         the last of it
 * </pre>
 */
final class FileTail implements Closeable {

  /** What one poll reads at most; what is further behind is passed over. */
  static final int AT_ONCE = 1 << 20;

  private final Path path;
  private final Lines lines;
  private final byte[] buffer = new byte[64 << 10];

  private @Nullable FileChannel channel;
  private @Nullable Object key;

  /** What is there at first was there before us. */
  private boolean isFirst = true;

  FileTail(Path path, Consumer<String> sink) {
    this.path = path;
    this.lines = new Lines(sink);
  }

  /** Reads what has come since the last time. */
  void poll() throws IOException {
    var open = channel;
    if (open == null) {
      open = open();
    }
    if (open == null) {
      return;
    }
    read(open);
    if (hasMoved()) {
      close();
      lines.end();
      poll();
    }
  }

  private @Nullable FileChannel open() throws IOException {
    try {
      var fresh = FileChannel.open(path);
      channel = fresh;
      key = keyOf(path);
      fresh.position(isFirst ? fresh.size() : 0);
      return fresh;
    } catch (NoSuchFileException notYet) {
      return null;
    } finally {
      isFirst = false;
    }
  }

  private void read(FileChannel open) throws IOException {
    var size = open.size();
    if (size < open.position()) {
      open.position(0);
      lines.end();
    }
    if (size - open.position() > AT_ONCE) {
      open.position(size - AT_ONCE);
    }
    for (var left = AT_ONCE; left > 0; ) {
      var count = open.read(ByteBuffer.wrap(buffer));
      if (count <= 0) {
        return;
      }
      lines.take(buffer, count);
      left -= count;
    }
  }

  /** Whether the name is another file's by now; where it is nobody's, the old one may go on. */
  private boolean hasMoved() throws IOException {
    try {
      return !Objects.equals(key, keyOf(path));
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws IOException {
    var open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
