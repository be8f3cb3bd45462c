package dev.deadair.tsdb;

import dev.deadair.tsdb.DataDir.Numbered;
import dev.deadair.tsdb.format.HeadChunkReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The replay of the head at a start ({@code Head.Init}): first chunks_head, then the last
 * checkpoint, the segments after it, and the log of late samples.
 */
final class HeadReplay {
  private final DataDir dir;
  private final List<Numbered> chunkFiles;
  private final Reading reading;
  private final LogPass pass;
  private final Logs logs;
  private final List<Fault> faults = new ArrayList<>();

  private Head head;
  private LateHead late;

  /**
   * What the head holds after a replay, and the faults on the way.
   *
   * @param checkpointFault where the checkpoint ends for the server
   * @param walFault where the log ends for it
   * @param wblFault where the log of late samples ends for it
   * @param chunkFault the file of chunks from which on it drops all
   * @param chunksOverlap whether it drops all of them, for they contradict each other
   */
  record AsServer(
      Head head,
      LateHead late,
      Optional<Fault> checkpointFault,
      Optional<Fault> walFault,
      Optional<Fault> wblFault,
      Optional<Fault> chunkFault,
      boolean chunksOverlap) {

    long samples() {
      return head.samples() + late.samples();
    }
  }

  /** All that there is to be had, and the first fault of each file. */
  record Salvage(Head head, LateHead late, long missing, List<Fault> faults) {
    Salvage {
      faults = List.copyOf(faults);
    }

    /** With what cannot be read, by an even share. */
    long samples() {
      return head.samples() + late.samples() + missing;
    }
  }

  /**
   * @param chunkFiles those that the server can open
   */
  HeadReplay(DataDir dir, List<Numbered> chunkFiles, Reading reading) {
    this.dir = dir;
    this.chunkFiles = chunkFiles;
    this.reading = reading;
    this.pass = new LogPass(dir, reading);
    this.logs = new Logs(dir);
    this.head = new Head(0, 0, false);
    this.late = new LateHead(head);
  }

  /**
   * Replays as the server does; over gaps and holes it goes on, although the server does not start.
   *
   * @param minValidTime where the blocks end
   * @param dataEnd where the samples in them end
   */
  AsServer asServer(long minValidTime, long dataEnd) throws IOException {
    forget(minValidTime, dataEnd, false);
    var chunkFault = loadChunks(chunkFiles);
    var overlap = chunkFault.isEmpty() && !head.isConsistent();
    if (chunkFault.isPresent() || overlap) {
      forget(minValidTime, dataEnd, false);
      loadChunks(overlap ? List.of() : before(chunkFault.orElseThrow()));
    }
    var checkpoint = pass.upToFault(checkpoint(), head);
    var wal = checkpoint.isPresent() ? Optional.<Fault>empty() : upToFault(logs.replayed());
    var isLate = checkpoint.isEmpty() && wal.isEmpty();
    var wbl = isLate ? lateUpToFault() : Optional.<Fault>empty();
    head.settle();
    return new AsServer(head, late, checkpoint, wal, wbl, chunkFault, overlap);
  }

  /** Takes what can be read of every file, segments in the order of their times. */
  Salvage salvage(long dataEnd) throws IOException {
    forget(dataEnd, dataEnd, true);
    for (var file : chunkFiles) {
      load(file).ifPresent(faults::add);
    }
    var missing = pass.pastFaults(checkpoint(), head, head::samples);
    for (var segment : inTime(logs.replayed())) {
      missing += pass.pastFaults(List.of(segment), head, head::samples);
    }
    for (var segment : dir.segments(DataDir.WBL)) {
      missing += pass.pastFaults(List.of(segment), late, late::samples);
    }
    faults.addAll(pass.faults());
    head.settle();
    return new Salvage(head, late, missing, faults);
  }

  private void forget(long minValidTime, long dataEnd, boolean isTrusting) {
    head = new Head(minValidTime, dataEnd, isTrusting);
    late = new LateHead(head);
  }

  private List<Numbered> checkpoint() {
    return logs.checkpoint().map(each -> dir.segments(each.path())).orElse(List.of());
  }

  private List<Numbered> before(Fault fault) {
    return chunkFiles.stream().takeWhile(each -> !each.path().equals(fault.path())).toList();
  }

  private Optional<Fault> loadChunks(List<Numbered> files) throws IOException {
    for (var file : files) {
      var fault = load(file);
      if (fault.isPresent() || !head.isConsistent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<Fault> load(Numbered file) throws IOException {
    try (var in = reading.open(dir.file(file.path()))) {
      var fault =
          new HeadChunkReader(in)
              .read(
                  chunk -> {
                    head.chunk(chunk);
                    late.chunk(chunk, (file.number() << 32) | chunk.offset());
                  });
      return Optional.ofNullable(fault).map(what -> new Fault(file.path(), in.position(), what));
    }
  }

  private Optional<Fault> upToFault(List<Numbered> segments) throws IOException {
    for (var segment : segments) {
      var fault = pass.upToFault(List.of(segment), head);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<Fault> lateUpToFault() throws IOException {
    for (var segment : dir.segments(DataDir.WBL)) {
      var fault = pass.upToFault(List.of(segment), late);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private List<Numbered> inTime(List<Numbered> segments) throws IOException {
    record Dated(Numbered segment, long time) {}
    var dated = new ArrayList<Dated>();
    for (var each : segments) {
      dated.add(new Dated(each, pass.firstTime(each)));
    }
    dated.sort(Comparator.comparingLong(Dated::time));
    return dated.stream().map(Dated::segment).toList();
  }
}
