package dev.deadair.config;

import com.typesafe.config.ConfigOrigin;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Everything found wrong while one configuration is read; reading goes on after each. */
final class Problems {
  /** An object written in several places has one origin that names them all, first things first. */
  private static final Pattern MERGED = Pattern.compile("merge of (?<source>.+?): (?<line>\\d+).*");

  private static final Pattern LINES = Pattern.compile(": \\d+(-\\d+)?$");

  private final String whole;
  private final SortedSet<Problem> errors = new TreeSet<>();
  private final SortedSet<Problem> warnings = new TreeSet<>();

  /**
   * No problem yet.
   *
   * @param whole what a problem that stands nowhere in particular is about
   */
  Problems(String whole) {
    this.whole = whole;
  }

  void error(ConfigOrigin at, String path, String text) {
    errors.add(problem(at, path, text));
  }

  void error(String source, int line, String text) {
    errors.add(new Problem(source, line, "", text));
  }

  /** A problem that stands nowhere in particular. */
  void error(String text) {
    error(whole, 0, text);
  }

  void warning(ConfigOrigin at, String path, String text) {
    warnings.add(problem(at, path, text));
  }

  /** A warning about what is not there at all. */
  void warning(String path, String text) {
    warnings.add(new Problem(whole, 0, path, text));
  }

  boolean any() {
    return !errors.isEmpty();
  }

  /** In the order of files and lines; so are the warnings. */
  List<Problem> errors() {
    return List.copyOf(errors);
  }

  List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  static Problem problem(ConfigOrigin at, String path, String text) {
    var description = at.description();
    var merged = MERGED.matcher(description);
    if (merged.matches()) {
      return new Problem(
          merged.group("source"), Integer.parseInt(merged.group("line")), path, text);
    }
    var source = LINES.matcher(description).replaceFirst("");
    return new Problem(source, Math.max(0, at.lineNumber()), path, text);
  }

  /** Where {@code at} is, to point at it from elsewhere. */
  static String place(ConfigOrigin at) {
    return problem(at, "", "").place();
  }
}
