package dev.deadair.tsdb.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A block's index: what the server reads of it at the start, and all the rest.
 *
 * <p>Sections in the order of the file: symbols, series, label indices (no longer used), postings,
 * the table of label indices, the table of postings, and in the last 52 bytes where each of them
 * begins. Every piece has its own CRC-32C.
 */
public final class IndexReader {
  private static final int MAGIC = 0xBAAAD700;
  private static final int HEADER = 5;
  private static final int CONTENTS = 6 * Long.BYTES;
  private static final int SUM = 4;
  private static final int SERIES_ALIGNMENT = 16;
  private static final int ALIGNMENT = 4;

  private final FileBytes in;
  private final Fields fields = new Fields();
  private Sections sections = new Sections(0, 0, 0, 0, 0, 0);

  /** Where each section begins. */
  private record Sections(
      long symbols,
      long series,
      long labelIndices,
      long labelTable,
      long postings,
      long postingsTable) {}

  /** What is told of the series of an index. */
  public interface Visitor {
    /** A chunk of the next series: its first and last time, and where it is. */
    void chunk(long from, long to, long ref);

    /** A series whose entry is damaged: it cannot be read any more. */
    void damagedSeries();
  }

  public IndexReader(FileBytes in) {
    this.in = in;
  }

  /**
   * Reads what the server reads when it opens a block ({@code index.NewFileReader}); null, or why
   * it would not open this one.
   *
   * @param withTables whether to read the symbols and the table of postings too, as it does
   */
  public @Nullable String refusal(boolean withTables) throws IOException {
    if (in.size() == 0) {
      return "it is empty, and cannot be mapped";
    }
    if (!in.has(HEADER)) {
      return "it ends within its header";
    }
    if (in.peekInt(0) != MAGIC) {
      return "invalid magic number %x".formatted(in.peekInt(0));
    }
    // 3 is read by 3.x only; nothing writes it by default.
    if (in.peek(4) < 1 || in.peek(4) > 3) {
      return "unknown index file version " + in.peek(4);
    }
    if (!readContents()) {
      return "its table of contents is damaged or cut off";
    }
    return withTables ? firstOf(symbols(), postingsTable()) : null;
  }

  private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }

  private boolean readContents() throws IOException {
    if (in.size() < CONTENTS + SUM) {
      return false;
    }
    in.seek(in.size() - CONTENTS - SUM);
    if (!in.has(CONTENTS + SUM)) {
      return false;
    }
    sections =
        new Sections(
            in.peekLong(0),
            in.peekLong(8),
            in.peekLong(16),
            in.peekLong(24),
            in.peekLong(32),
            in.peekLong(40));
    in.beginSum();
    in.sumOver(CONTENTS);
    return in.sum() == in.peekInt(0);
  }

  private @Nullable String symbols() throws IOException {
    var section = IndexSection.open(in, sections.symbols);
    var count = section.be32();
    for (long i = 0; i < count && !section.bad(); i++) {
      section.skipText();
    }
    return section.close() ? null : "its symbols are damaged";
  }

  private @Nullable String postingsTable() throws IOException {
    var section = IndexSection.open(in, sections.postingsTable);
    var count = section.be32();
    for (long i = 0; i < count && section.left() > 0 && !section.bad(); i++) {
      if (section.uvarint() != 2) {
        section.fail();
      }
      section.skipText();
      section.skipText();
      section.uvarint();
    }
    return section.close() ? null : "its table of postings is damaged";
  }

  /** Tells of every series in the order of the file; {@link #refusal} must have found nothing. */
  public void readSeries(Visitor visitor) throws IOException {
    in.seek(sections.series);
    while (nextAligned(SERIES_ALIGNMENT, sections.labelIndices)) {
      if (!readSeriesEntry(visitor)) {
        visitor.damagedSeries();
        passDamage(visitor);
      }
    }
  }

  /** Goes on at the next place at which a sound series begins. */
  private void passDamage(Visitor visitor) throws IOException {
    do {
      in.skip(1);
    } while (nextAligned(SERIES_ALIGNMENT, sections.labelIndices) && !readSeriesEntry(visitor));
  }

  /** False, and nothing passed over or told, if the entry that begins here is damaged. */
  private boolean readSeriesEntry(Visitor visitor) throws IOException {
    var start = in.position();
    in.has((int) Math.min(10, in.left()));
    fields.over(in.array(), in.offset(), in.offset() + (int) Math.min(10, in.left()));
    var length = fields.uvarint();
    var prefix = (int) Math.min(10, in.left()) - fields.left();
    if (fields.bad() || length < 0 || length > sections.labelIndices - start - prefix - SUM) {
      return false;
    }
    in.skip(prefix);
    in.beginSum();
    var isWhole = in.has((int) Math.min(length + SUM, FileBytes.BUFFER));
    if (!isWhole || length + SUM > FileBytes.BUFFER) {
      // Thousands of chunks in one series: too much to be looked into, and never seen.
      in.seek(start);
      return false;
    }
    in.sumOver(length);
    if (in.sum() != in.peekInt(0)) {
      in.seek(start);
      return false;
    }
    fields.over(in.array(), in.offset() - (int) length, in.offset());
    in.skip(SUM);
    entry(visitor);
    return true;
  }

  private void entry(Visitor visitor) {
    for (var labels = fields.uvarint(); labels != 0 && !fields.bad(); labels--) {
      fields.uvarint();
      fields.uvarint();
    }
    long time = 0;
    long ref = 0;
    var chunks = fields.uvarint();
    for (long i = 0; i < chunks && !fields.bad(); i++) {
      var from = i == 0 ? fields.varint() : time + fields.uvarint();
      time = from + fields.uvarint();
      ref = i == 0 ? fields.uvarint() : ref + fields.varint();
      if (!fields.bad()) {
        visitor.chunk(from, time, ref);
      }
    }
  }

  /** How many lists of postings are damaged; the server would follow them, wherever they lead. */
  public int damagedPostings() throws IOException {
    return damaged(sections.postings, sections.labelTable);
  }

  /** How many pieces are damaged that no server since 2.0 looks at. */
  public int damagedUnused() throws IOException {
    return damaged(sections.labelIndices, sections.postings)
        + damaged(sections.labelTable, sections.postingsTable);
  }

  private int damaged(long from, long to) throws IOException {
    var damaged = 0;
    in.seek(from);
    while (nextAligned(ALIGNMENT, to) && to - in.position() >= 2 * SUM) {
      var section = IndexSection.open(in, in.position());
      if (!section.close()) {
        damaged++;
      }
      if (section.end() > to || section.end() < 0) {
        return damaged; // its length is what is damaged, so the next one cannot be found
      }
      in.seek(section.end());
    }
    return damaged;
  }

  /** Passes the zeros before the next piece; false if there is none before the limit. */
  private boolean nextAligned(int alignment, long limit) throws IOException {
    in.seek((in.position() + alignment - 1) / alignment * alignment);
    return in.position() < limit && in.has(1);
  }
}
