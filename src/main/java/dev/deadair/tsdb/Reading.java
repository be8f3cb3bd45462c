package dev.deadair.tsdb;

import dev.deadair.tsdb.format.FileBytes;
import dev.deadair.tsdb.format.WalBytes;
import dev.deadair.tsdb.format.WalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The memory in which files are read, the same for each file, and who counts their bytes. Only one
 * file may be open at a time, and one {@link #openBeside} it.
 */
final class Reading {
  private final byte[] buffer = new byte[FileBytes.BUFFER];
  private final byte[] second = new byte[FileBytes.BUFFER];
  private final WalRecord record = new WalRecord();
  private final LongConsumer progress;
  private volatile boolean isCounted = true;

  Reading(LongConsumer progress) {
    this.progress = progress;
  }

  /** Memory of its own for another thread; its bytes are counted with these. */
  Reading beside() {
    return new Reading(this::count);
  }

  FileBytes open(Path file) throws IOException {
    return FileBytes.open(file, buffer, this::count);
  }

  FileBytes openBeside(Path file) throws IOException {
    return FileBytes.open(file, second, this::count);
  }

  WalBytes openLog(List<Path> segments) throws IOException {
    return new WalBytes(segments, buffer, this::count);
  }

  /** All of a small file. */
  byte[] all(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    count(bytes.length);
    return bytes;
  }

  WalRecord record() {
    return record;
  }

  /** From now on bytes are read again that were counted before. */
  void countNoMore() {
    isCounted = false;
  }

  private synchronized void count(long bytes) {
    if (isCounted) {
      progress.accept(bytes);
    }
  }
}
