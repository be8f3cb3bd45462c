package dev.deadair.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A segment of a write-ahead log on a disk that does not give it: a named pipe in its place, at
 * which a replay waits, half done, until the segment is put back.
 */
public final class SlowSegment implements AutoCloseable {
  private final Path segment;
  private final Path aside;

  /** Takes it away while its server is dead. */
  public SlowSegment(Path segment) {
    this.segment = segment;
    this.aside = segment.resolveSibling("../" + segment.getFileName() + ".slow").normalize();
    try {
      Files.move(segment, aside);
      var made = new ProcessBuilder("mkfifo", segment.toString()).redirectErrorStream(true).start();
      var said = new String(made.getInputStream().readAllBytes(), UTF_8);
      if (made.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while making a pipe", e);
    }
  }

  /** Gives it to the replay that waits for it, which goes on. */
  public void give() {
    try (var pipe = Files.newOutputStream(segment)) {
      Files.copy(aside, pipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts it back, while its server is dead; nothing, where either is gone. */
  @Override
  public void close() {
    try {
      if (Files.exists(segment) && Files.exists(aside)) {
        Files.delete(segment);
        Files.move(aside, segment);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
