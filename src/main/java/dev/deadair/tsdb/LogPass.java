package dev.deadair.tsdb;

import dev.deadair.tsdb.DataDir.Numbered;
import dev.deadair.tsdb.format.WalBytes;
import dev.deadair.tsdb.format.WalDecoder;
import dev.deadair.tsdb.format.WalReader;
import dev.deadair.tsdb.format.WalVisitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads segments of a log in a row, and tells a visitor what they say. */
final class LogPass {
  private final DataDir dir;
  private final Reading reading;
  private final WalDecoder decoder = new WalDecoder();
  private final List<Fault> faults = new ArrayList<>();

  /** Samples for each byte of a log that could be read, as the segment before had them. */
  private double density;

  LogPass(DataDir dir, Reading reading) {
    this.dir = dir;
    this.reading = reading;
  }

  /** Up to the first fault, as the server; it is returned. */
  Optional<Fault> upToFault(List<Numbered> segments, WalVisitor visitor) throws IOException {
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    try (var bytes = open(segments)) {
      var reader = new WalReader(bytes, reading.record());
      while (reader.next()) {
        var why = decoder.read(reading.record(), visitor);
        if (why != null) {
          return Optional.of(fault(segments, bytes, why));
        }
      }
      var why = reader.fault();
      return why == null ? Optional.empty() : Optional.of(fault(segments, bytes, why));
    }
  }

  /**
   * Past all faults, and guesses what they cost.
   *
   * @param samples how many the visitor has taken so far
   * @return how many more it would have taken, had all been sound: an even share of what it did, or
   *     of what it did in the segment before
   */
  long pastFaults(List<Numbered> segments, WalVisitor visitor, LongSupplier samples)
      throws IOException {
    if (segments.isEmpty()) {
      return 0;
    }
    var before = samples.getAsLong();
    long read = 0;
    long lost = 0;
    try (var bytes = open(segments)) {
      var reader = new WalReader(bytes, reading.record());
      Path known = null;
      do {
        var from = bytes.total();
        while (reader.next()) {
          var why = decoder.read(reading.record(), visitor);
          if (why == null) {
            read += bytes.total() - from;
          } else {
            lost += bytes.total() - from;
            known = note(segments, bytes, why, known);
          }
          from = bytes.total();
        }
        var why = reader.fault();
        if (why != null) {
          known = note(segments, bytes, why, known);
          lost += WalReader.isPadding(why) ? 0 : bytes.total() - from;
        }
      } while (reader.fault() != null && reader.resume());
    }
    var taken = samples.getAsLong() - before;
    density = read == 0 ? density : (double) taken / read;
    return Math.round(density * lost);
  }

  /** The first fault of each segment is enough. */
  private Path note(List<Numbered> segments, WalBytes bytes, String why, @Nullable Path known) {
    var fault = fault(segments, bytes, why);
    if (!fault.path().equals(known)) {
      faults.add(fault);
    }
    return fault.path();
  }

  /** When the first sample of a segment is from; the beginning of time if it holds none. */
  long firstTime(Numbered segment) throws IOException {
    var first = new FirstTime();
    try (var bytes = open(List.of(segment))) {
      var reader = new WalReader(bytes, reading.record());
      do {
        while (first.time == Long.MIN_VALUE && reader.next()) {
          decoder.read(reading.record(), first);
        }
      } while (first.time == Long.MIN_VALUE && reader.fault() != null && reader.resume());
    }
    return first.time;
  }

  /** Keeps the time of the first sample. */
  private static final class FirstTime implements WalVisitor {
    private long time = Long.MIN_VALUE;

    @Override
    public void series(long ref) {}

    @Override
    public void sample(long ref, long time) {
      if (this.time == Long.MIN_VALUE) {
        this.time = time;
      }
    }

    @Override
    public void mapped(long ref, long chunk) {}
  }

  private WalBytes open(List<Numbered> segments) throws IOException {
    var files = segments.stream().map(each -> dir.file(each.path())).toList();
    return reading.openLog(files);
  }

  private static Fault fault(List<Numbered> segments, WalBytes bytes, String why) {
    var segment = bytes.segment();
    return new Fault(segments.get(segment).path(), bytes.offset(segment), why);
  }

  /** The first of each segment that was read past faults. */
  List<Fault> faults() {
    return faults;
  }
}
