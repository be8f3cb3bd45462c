package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Cuts bytes into lines; what is beyond the bound of a line is dropped. */
final class Lines {

  /** A stack trace is many lines, and no line of Prometheus' own is that long. */
  static final int LONGEST = 8 << 10;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Consumer<String> sink;

  Lines(Consumer<String> sink) {
    this.sink = sink;
  }

  void take(byte[] bytes, int count) {
    for (var i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        end();
      } else if (line.size() < LONGEST) {
        line.write(bytes[i]);
      }
    }
  }

  /** Ends a line that may have had no end of its own. */
  void end() {
    if (line.size() > 0) {
      sink.accept(line.toString(UTF_8));
      line.reset();
    }
  }
}
