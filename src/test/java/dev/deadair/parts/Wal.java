package dev.deadair.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The write-ahead log in a Prometheus data directory: its numbered segments on disk. */
public record Wal(Path dir) {
  /** The segments in order, checkpoints left out. */
  public List<Path> segments() {
    if (!Files.exists(dir)) {
      return List.of();
    }
    try (var files = Files.list(dir)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d{8}"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes a segment between two others. The next start of its server is fatal: {@code segments
   * are not sequential}; so is each one after it.
   */
  public void removeMiddleSegment() {
    var segments = segments();
    if (segments.size() < 3) {
      throw new IllegalStateException("no middle among " + segments);
    }
    try {
      Files.delete(segments.get(segments.size() / 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes every segment: what an operator does who wants it to start, whatever that costs. */
  public void removeAll() {
    try {
      for (var segment : segments()) {
        Files.delete(segment);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
