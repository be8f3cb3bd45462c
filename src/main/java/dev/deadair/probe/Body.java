package dev.deadair.probe;

import static dev.deadair.liveness.BlindCause.BODY_OVER_BOUND;
import static dev.deadair.liveness.Failure.Kind.SHORT_BODY;
import static dev.deadair.liveness.Failure.Kind.UNREADABLE;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import dev.deadair.probe.Exposition.Read;
import dev.deadair.probe.Exposition.Unreadable;
import dev.deadair.probe.Outcome.Barred;
import dev.deadair.probe.Outcome.Failed;
import dev.deadair.probe.Outcome.Setback;
import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on its way into the reader, within bounds.
 *
 * <p>Plain text is read as it arrives. What is gzipped is kept until it is whole, which the bound
 * on the wire allows, and then inflated in steps: however far it inflates, a step is short, and the
 * reader's bounds end it.
 */
final class Body {

  private static final int WIRE_BYTES = 8 << 20;
  private static final int STEP_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 32 << 10;

  private final ExpositionReader reader = new ExpositionReader(SelfMetrics.WANTED);
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream(0);
  private final boolean gzipped;
  private final Optional<Instant> date;
  private @Nullable GZIPInputStream unpacking;
  private @Nullable Setback setback;
  private long wireBytes;

  private Body(boolean gzipped, Optional<Instant> date) {
    this.gzipped = gzipped;
    this.date = date;
  }

  /** The body that follows a head: gzipped even if nobody asked for that. */
  static Body under(MultiMap headers) {
    var coding = Optional.ofNullable(headers.get("Content-Encoding")).orElse("identity");
    var gzipped = coding.toLowerCase(Locale.ROOT).endsWith("gzip");
    var body = new Body(gzipped, date(headers.get("Date")));
    if (!gzipped && !coding.equalsIgnoreCase("identity")) {
      body.setback = new Failed(UNREADABLE, "an encoding other than gzip");
    }
    return body;
  }

  /** Takes the next bytes off the wire; false once it is clear that the rest is of no use. */
  boolean accept(byte[] chunk) {
    wireBytes += chunk.length;
    if (wireBytes > WIRE_BYTES) {
      setback = new Barred(BODY_OVER_BOUND, "a body over 8 MiB");
    }
    if (setback != null) {
      return false;
    }
    if (gzipped) {
      packed.writeBytes(chunk);
      return true;
    }
    return reader.accept(chunk, 0, chunk.length);
  }

  /** Reads on, for one step, in what has arrived whole; true once there is nothing left to read. */
  boolean unpack() {
    try {
      return !gzipped || inflate();
    } catch (EOFException _) {
      setback = new Failed(SHORT_BODY, "its gzip ends early");
    } catch (IOException _) {
      setback = new Failed(UNREADABLE, "its gzip is damaged");
    }
    return true;
  }

  private boolean inflate() throws IOException {
    if (unpacking == null) {
      unpacking = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()), BUFFER_BYTES);
    }
    var buffer = new byte[BUFFER_BYTES];
    for (var done = 0; done < STEP_BYTES; ) {
      var length = unpacking.read(buffer);
      if (length < 0 || !reader.accept(buffer, 0, length)) {
        return true;
      }
      done += length;
    }
    return false;
  }

  /** What came of it, once it is whole or of no further use. */
  Outcome outcome() {
    if (setback != null) {
      return setback;
    }
    return switch (reader.finish()) {
      case Read(var samples, _, _) -> SelfReport.of(samples, date);
      case Unreadable(var why) ->
          switch (why) {
            case NOT_AN_EXPOSITION -> new Failed(UNREADABLE, "no exposition");
            case LINE_TOO_LONG -> new Barred(BODY_OVER_BOUND, "a line over 64 KiB");
            case BODY_TOO_LARGE -> new Barred(BODY_OVER_BOUND, "a body over 64 MiB inflated");
            case TOO_MANY_SAMPLES -> new Barred(BODY_OVER_BOUND, "over 100,000 samples");
          };
    };
  }

  /** The server's clock, if it tells: a date that does not read is none. */
  private static Optional<Instant> date(@Nullable String header) {
    try {
      return Optional.ofNullable(header).map(text -> Instant.from(RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
