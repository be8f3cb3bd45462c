package dev.deadair.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder in which {@code src/test/parts/fetch} keeps the real programs. */
public final class Parts {
  private Parts() {}

  /** The exact Debian version of a part, such as {@code prometheus-2.42}. */
  public static String version(String part) {
    try {
      return Files.readString(folder(part).resolve("VERSION")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program of a part: {@code promtool} of {@code prometheus-2.42}. */
  public static Path program(String part, String program) {
    return folder(part).resolve("bin").resolve(program);
  }

  /** A part's own folder: the working directory its programs expect. */
  public static Path folder(String part) {
    var folder = root().resolve(part);
    if (!Files.exists(folder)) {
      throw new IllegalStateException("no %s: run src/test/parts/fetch --all".formatted(folder));
    }
    return folder;
  }

  /** The same three choices as the script. */
  private static Path root() {
    var chosen = System.getenv("DEADAIR_PARTS");
    if (chosen != null && !chosen.isEmpty()) {
      return Path.of(chosen);
    }
    var cache = System.getenv("XDG_CACHE_HOME");
    var base =
        cache != null && !cache.isEmpty()
            ? Path.of(cache)
            : Path.of(System.getenv("HOME"), ".cache");
    return base.resolve("deadair").resolve("parts");
  }
}
