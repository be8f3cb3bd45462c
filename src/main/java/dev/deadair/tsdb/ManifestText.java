package dev.deadair.tsdb;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A manifest as text, a line a file, like those of {@code sha256sum} with size and time between:
 *
 * <pre>
 * e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  0  2026-11-23T07:00:00Z  wal/00000004
 * </pre>
 *
 * <p>Backslashes and line ends in a path are escaped, and such a line begins with a backslash, as
 * there. A line that begins with # is a comment.
 */
public final class ManifestText {
  private static final Pattern LINE =
      Pattern.compile(
          "\\\\?(?<sum>[0-9a-f]{64})  (?<size>[0-9]{1,18})  (?<time>\\S+)  (?<path>.+)");

  private ManifestText() {}

  /** Begins the line that spoils a manifest. */
  private static final String RUNNING = "# a server was at work: ";

  /** A manifest, and the line that says so if a server was at work meanwhile. */
  public static Stream<String> write(Manifest.Taken taken) {
    return Stream.concat(
        taken.running().map(how -> RUNNING + how.replaceAll("\\R", " ")).stream(),
        write(taken.manifest()));
  }

  /** How it was known that a server was at work when a manifest was taken; empty if none was. */
  public static Optional<String> running(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(RUNNING))
        .map(line -> line.substring(RUNNING.length()))
        .findFirst();
  }

  static Stream<String> write(Manifest manifest) {
    return manifest.files().entrySet().stream().map(each -> line(each.getKey(), each.getValue()));
  }

  private static String line(String path, Manifest.File file) {
    var escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    var mark = escaped.equals(path) ? "" : "\\";
    return "%s%s  %d  %s  %s".formatted(mark, file.sum(), file.size(), file.modified(), escaped);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if a line is none of a manifest, with its number
   */
  public static Manifest read(List<String> lines) {
    var files = new TreeMap<String, Manifest.File>();
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      var fields = LINE.matcher(line);
      if (!fields.matches()) {
        throw new IllegalArgumentException("line " + (i + 1) + " is none of a manifest");
      }
      var path = fields.group("path");
      files.put(
          line.startsWith("\\") ? unescaped(path) : path,
          new Manifest.File(
              fields.group("sum"),
              Long.parseLong(fields.group("size")),
              time(fields.group("time"), i + 1)));
    }
    return new Manifest(files);
  }

  private static Instant time(String text, int line) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("line " + line + " has no time: " + text, e);
    }
  }

  private static String unescaped(String path) {
    return Pattern.compile("\\\\([nr\\\\])")
        .matcher(path)
        .replaceAll(
            each ->
                switch (each.group(1)) {
                  case "n" -> "\n";
                  case "r" -> "\r";
                  default -> "\\\\";
                });
  }
}
