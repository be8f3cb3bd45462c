package dev.deadair.tsdb.format;

import java.io.IOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The records of a write-ahead log, up to the first fault: what {@code wlog.Reader} of the server
 * would return and where it would stop, step by step (2.42 to 3.5 read alike).
 *
 * <p>A log consists of pages of 32 KiB; a record of one or more fragments, each with a header of
 * seven bytes: type and compression, length, CRC-32C. A fragment ends within its page, but the
 * server only looks at lengths and sums, and so does this.
 */
public final class WalReader {
  public static final int PAGE = 32 * 1024;
  static final int HEADER = 7;

  private static final int SNAPPY = 1 << 3;
  private static final int ZSTD = 1 << 4;
  private static final int TYPE_MASK = SNAPPY - 1;

  private static final int PAGE_END = 0;

  private static final String PADDING = "a byte that is not zero in the padding of a page";

  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;

  private final WalBytes in;
  private final WalRecord record;
  private final CRC32C crc = new CRC32C();

  private int lastType;
  private @Nullable String fault;

  /** Whether what comes after the fault begins where the reader is. */
  private boolean isInStep;

  /** Whether a fragment was damaged since the last record: then no length is to be trusted. */
  private boolean isAstray;

  /**
   * Reads from where the bytes are.
   *
   * @param record where each record is put, to be used again
   */
  public WalReader(WalBytes in, WalRecord record) {
    this.in = in;
    this.record = record;
  }

  /** Whether there is another record; it is in the {@link WalRecord} then. */
  public boolean next() throws IOException {
    if (fault != null) {
      return false;
    }
    record.clear();
    isInStep = false;
    for (var fragments = 0; ; fragments++) {
      if (!passPadding()) {
        return false;
      }
      var header = in.peek(0);
      lastType = header & TYPE_MASK;
      if (!readFragment(fragments)) {
        return false;
      }
      if (lastType == LAST || lastType == FULL) {
        return finish(header);
      }
    }
  }

  /** Why there are no more records although the log goes on, or null at its proper end. */
  public @Nullable String fault() {
    return fault;
  }

  /**
   * Goes on behind a fault, as no server does: at the next fragment if its place can be trusted,
   * else with the next page. False at the end of the log.
   */
  public boolean resume() throws IOException {
    if (!isInStep) {
      in.passPage();
    }
    fault = null;
    lastType = PAGE_END;
    return in.has(1);
  }

  /** False at the end of the log, sound or not. */
  private boolean passPadding() throws IOException {
    while (in.has(1)) {
      var header = in.peek(0);
      if ((header & TYPE_MASK) != PAGE_END) {
        return true;
      }
      lastType = PAGE_END;
      in.pass(1);
      var padding = (int) (-in.total() & (PAGE - 1));
      if (!in.has(padding)) {
        return fail("the padding of a page is cut short");
      }
      for (var i = 0; i < padding; i++) {
        if (in.peek(i) != 0) {
          in.pass(padding);
          return fail(PADDING);
        }
      }
      in.pass(padding);
    }
    return endOfLog();
  }

  private boolean readFragment(int fragments) throws IOException {
    if (!in.has(HEADER)) {
      in.pass(1);
      return in.has(1) ? fail("a fragment's header is cut short") : endOfLog();
    }
    var length = (in.peek(1) << 8) | in.peek(2);
    var expected = in.peekInt(3);
    if (length > PAGE - HEADER) {
      in.pass(HEADER);
      return fail("a fragment of " + length + " bytes, more than a page");
    }
    if (!in.has(HEADER + length)) {
      in.pass(HEADER);
      return in.has(1) ? fail("a fragment is cut short") : endOfLog();
    }
    crc.reset();
    crc.update(in.array(), in.offset() + HEADER, length);
    if ((int) crc.getValue() != expected) {
      isInStep = !isAstray && in.isWithinPage(HEADER + length);
      isAstray = true;
      in.pass(isInStep ? HEADER + length : HEADER);
      return fail("a fragment's checksum differs");
    }
    if (!isInTurn(fragments)) {
      isInStep = true;
      in.pass(lastType == FULL || lastType == FIRST ? 0 : HEADER + length);
      return fail("a fragment of type " + lastType + " out of turn");
    }
    record.append(in.array(), in.offset() + HEADER, length);
    in.pass(HEADER + length);
    return true;
  }

  /** Whether the type may come after so many fragments of the same record. */
  private boolean isInTurn(int fragments) {
    return switch (lastType) {
      case FULL, FIRST -> fragments == 0;
      case MIDDLE, LAST -> fragments > 0;
      default -> false;
    };
  }

  private boolean finish(int header) {
    var compression = header & (SNAPPY | ZSTD);
    var why =
        (compression & SNAPPY) != 0
            ? record.unpackSnappy()
            : compression == ZSTD ? record.unpackZstd() : null;
    isInStep = true;
    isAstray = false;
    return why == null || fail(why);
  }

  /** False; even where a fragment's rest should begin this is for the server an end like any. */
  private boolean endOfLog() {
    var isTorn = lastType == FIRST || lastType == MIDDLE;
    return isTorn && fail("the last record is torn");
  }

  /** Whether a fault lies where no record is, so that nothing is lost by it. */
  public static boolean isPadding(String fault) {
    return fault.equals(PADDING);
  }

  private boolean fail(String why) {
    fault = why;
    return false;
  }
}
