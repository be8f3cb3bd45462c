package dev.deadair.tsdb.format;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a record says, as {@code record.Decoder} does (2.42 to 3.5). Where that gives up on a
 * record, this says why; kinds of records that it does not know it passes over, and so does the
 * server.
 */
public final class WalDecoder {
  private static final int SERIES = 1;
  private static final int SAMPLES = 2;
  private static final int TOMBSTONES = 3;
  private static final int EXEMPLARS = 4;
  private static final int MMAP_MARKERS = 5;
  private static final int METADATA = 6;
  private static final int HISTOGRAMS = 7;
  private static final int FLOAT_HISTOGRAMS = 8;
  private static final int CUSTOM_HISTOGRAMS = 9;
  private static final int CUSTOM_FLOAT_HISTOGRAMS = 10;

  /** {@code histogram.CustomBucketsSchema}: such a histogram says its bounds. */
  private static final int CUSTOM_BUCKETS = -53;

  private final Fields fields = new Fields();

  /** Tells the visitor what the record says; null, or why the server would not read it. */
  public @Nullable String read(WalRecord record, WalVisitor visitor) {
    if (record.length() == 0) {
      return null;
    }
    var type = record.bytes()[0];
    fields.over(record.bytes(), 1, record.length());
    switch (type) {
      case SERIES -> series(visitor);
      case SAMPLES -> samples(visitor);
      case TOMBSTONES -> tombstones();
      case EXEMPLARS -> exemplars();
      case MMAP_MARKERS -> markers(visitor);
      case METADATA -> metadata();
      case HISTOGRAMS, CUSTOM_HISTOGRAMS -> histograms(visitor, false);
      case FLOAT_HISTOGRAMS, CUSTOM_FLOAT_HISTOGRAMS -> histograms(visitor, true);
      default -> {}
    }
    return fields.bad() ? "a record of type " + type + " that ends before its content" : null;
  }

  private void series(WalVisitor visitor) {
    while (fields.more()) {
      var ref = fields.be64();
      labels();
      if (!fields.bad()) {
        visitor.series(ref);
      }
    }
  }

  private void samples(WalVisitor visitor) {
    if (!fields.more()) {
      return;
    }
    var baseRef = fields.be64();
    var baseTime = fields.be64();
    while (fields.more()) {
      var ref = baseRef + fields.varint();
      var time = baseTime + fields.varint();
      fields.skip(Double.BYTES);
      if (!fields.bad()) {
        visitor.sample(ref, time);
      }
    }
  }

  private void tombstones() {
    while (fields.more()) {
      fields.be64();
      fields.varint();
      fields.varint();
    }
  }

  private void exemplars() {
    if (!fields.more()) {
      return;
    }
    fields.be64();
    fields.be64();
    while (fields.more()) {
      fields.varint();
      fields.varint();
      fields.skip(Double.BYTES);
      labels();
    }
  }

  private void markers(WalVisitor visitor) {
    while (fields.more()) {
      var ref = fields.be64();
      var chunk = fields.be64();
      if (!fields.bad()) {
        visitor.mapped(ref, chunk);
      }
    }
  }

  private void metadata() {
    while (fields.more()) {
      fields.uvarint();
      fields.u8();
      texts(fields.uvarint());
    }
  }

  private void histograms(WalVisitor visitor, boolean isFloat) {
    if (!fields.more()) {
      return;
    }
    var baseRef = fields.be64();
    var baseTime = fields.be64();
    while (fields.more()) {
      var ref = baseRef + fields.varint();
      var time = baseTime + fields.varint();
      histogram(isFloat);
      if (!fields.bad()) {
        visitor.sample(ref, time);
      }
    }
  }

  private void histogram(boolean isFloat) {
    fields.u8(); // counter reset hint
    var schema = (int) fields.varint();
    fields.skip(Double.BYTES); // zero threshold
    number(isFloat); // zero count
    number(isFloat); // count
    fields.skip(Double.BYTES); // sum
    spans();
    spans();
    buckets(isFloat);
    buckets(isFloat);
    if (schema == CUSTOM_BUCKETS) {
      buckets(true);
    }
  }

  private void number(boolean isFloat) {
    if (isFloat) {
      fields.skip(Double.BYTES);
    } else {
      fields.uvarint();
    }
  }

  private void spans() {
    for (var todo = fields.uvarint(); todo != 0 && !fields.bad(); todo--) {
      fields.varint();
      fields.uvarint();
    }
  }

  private void buckets(boolean isFloat) {
    for (var todo = fields.uvarint(); todo != 0 && !fields.bad(); todo--) {
      number(isFloat);
    }
  }

  private void labels() {
    texts(fields.uvarint());
  }

  /** Pairs of a name and a value. */
  private void texts(long pairs) {
    for (var todo = pairs; todo != 0 && !fields.bad(); todo--) {
      fields.skipText();
      fields.skipText();
    }
  }
}
