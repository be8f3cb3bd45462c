package dev.deadair.probe;

import dev.deadair.probe.Samples.Sample;
import dev.deadair.probe.Wanted.Metric;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an exposition, read as a sample as far as that is wanted; one method to a rule.
 *
 * <pre>
 *   line    = [ "#" comment | sample ]
 *   sample  = name [ "{" labels ] value  |  "{" quoted ( "," labels | "}" ) value
 *   labels  = { label "," } [ label ] "}"
 *   label   = ( name | quoted ) "=" quoted
 *   value   = number [ timestamp ] [ "#" exemplar ]
 * </pre>
 *
 * Blanks may stand between any two of these and at both ends. That is the text format 0.0.4 with
 * quoted names, and what OpenMetrics adds to a line; a little more lenient than either. Sources:
 * Prometheus' "Exposition formats" and its {@code model/textparse}.
 */
final class SampleLine {

  /** What a line turned out to be. */
  enum Kind {
    /** Blank, or a comment: {@code # HELP}, {@code # TYPE}, {@code # EOF}. */
    EMPTY,
    /** Of a metric that is not wanted, and not read beyond its name. */
    UNWANTED,
    SAMPLE,
    MALFORMED
  }

  private final Wanted wanted;
  private final LineCursor cursor = new LineCursor();

  private @Nullable Metric metric;
  private Map<String, String> labels = Map.of();
  private double value;

  SampleLine(Wanted wanted) {
    this.wanted = wanted;
  }

  /**
   * Reads the line that fills the range, its newline left out.
   *
   * @param inFull whether a line of an unwanted metric is read to its end too
   */
  Kind read(byte[] bytes, int from, int to, boolean inFull) {
    cursor.start(bytes, from, to);
    cursor.skipBlanks();
    if (cursor.isAtEnd() || cursor.isAt('#')) {
      return Kind.EMPTY;
    }
    boolean braced = cursor.take('{');
    if (!(braced ? quotedName() : bareName())) {
      return Kind.MALFORMED;
    }
    metric = cursor.metric(wanted);
    if (metric == null && !inFull) {
      return Kind.UNWANTED;
    }
    labels = Map.of();
    cursor.skipBlanks();
    boolean labelled = cursor.take(braced ? ',' : '{');
    boolean closed = labelled ? labels() : !braced || cursor.take('}');
    return closed && value() ? Kind.SAMPLE : Kind.MALFORMED;
  }

  /** The metric of the line just read, or null if it is not wanted. */
  @Nullable Metric metric() {
    return metric;
  }

  /** The sample on the line just read. */
  Sample sample() {
    return new Sample(labels, value);
  }

  private boolean bareName() {
    return cursor.name() && (cursor.isAt('{') || cursor.isAtBlank());
  }

  private boolean quotedName() {
    cursor.skipBlanks();
    return cursor.quoted();
  }

  private boolean labels() {
    cursor.skipBlanks();
    while (!cursor.take('}')) {
      if (!label()) {
        return false;
      }
      cursor.skipBlanks();
      if (!cursor.take(',') && !cursor.isAt('}')) {
        return false;
      }
      cursor.skipBlanks();
    }
    return true;
  }

  private boolean label() {
    if (!cursor.name() && !cursor.quoted()) {
      return false;
    }
    var kept = metric == null ? null : cursor.label(metric);
    cursor.skipBlanks();
    if (!cursor.take('=')) {
      return false;
    }
    cursor.skipBlanks();
    if (!cursor.quoted()) {
      return false;
    }
    if (kept != null) {
      keep(kept, cursor.text());
    }
    return true;
  }

  private void keep(String label, String text) {
    if (labels.isEmpty()) {
      labels = new HashMap<>();
    }
    labels.put(label, text);
  }

  private boolean value() {
    cursor.skipBlanks();
    var number = cursor.number();
    if (number == null) {
      return false;
    }
    value = number;
    // A timestamp must be one but is not kept: no server dates what it says about itself, and the
    // same digits are milliseconds in 0.0.4, seconds in OpenMetrics.
    return endsHere() || (cursor.number() != null && endsHere());
  }

  private boolean endsHere() {
    cursor.skipBlanks();
    return cursor.isAtEnd() || cursor.isAt('#');
  }
}
