package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deadair.probe.Samples.Sample;
import dev.deadair.probe.Wanted.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exposition read the slow and obvious way: the body as one string, split into lines, each held
 * against one regular expression. Until a text is taken out, a character is a byte (Latin 1).
 */
record ReferenceExposition(List<Series> series, long lines, long malformed) {

  record Series(String metric, Map<String, String> labels, double value) {}

  /** Spaces are for the eye; {@code _} is any number of blanks. */
  private static final Pattern LINE =
      pattern(
          """
          _ (?: (?<name> NAME ) (?= \\{ | BLANK ) _ (?: \\{ (?<labels> LABELS ) } )?
              | \\{ _ (?<quoted> QUOTED ) _ (?: , (?<more> LABELS ) )? } )
          _ (?<value> NUMBER ) _ (?: NUMBER _ )? (?: \\x23 .* )?
          """);

  private static final Pattern LABEL = pattern("(?<label> NAME | QUOTED ) _ = _ (?<text> QUOTED )");

  private static final Pattern ESCAPE = Pattern.compile("\\\\.", Pattern.DOTALL);

  private static Pattern pattern(String pattern) {
    return Pattern.compile(
        pattern
            .replace("LABELS", "_ (?: LABEL _ (?: , _ LABEL _ )* (?: , _ )? )?")
            .replace("LABEL ", "(?: NAME | QUOTED ) _ = _ QUOTED ")
            .replace("_", "BLANK*+")
            .replace("NAME", "(?! [0-9] ) [a-zA-Z0-9_:]++")
            .replace("QUOTED", "\" [^\"\\\\]*+ (?: \\\\ . [^\"\\\\]*+ )*+ \"")
            .replace(
                "NUMBER", "(?: DECIMAL | [+-]? (?i: inf | infinity) | (?i: nan)) (?= BLANK | \\z)")
            .replace(
                "DECIMAL",
                "[+-]? (?: [0-9]++ \\.? [0-9]*+ | \\. [0-9]++ ) (?: [eE] [+-]? [0-9]++ )?")
            .replace("BLANK", "[\\x20\\t\\r]"),
        Pattern.COMMENTS | Pattern.DOTALL);
  }

  static ReferenceExposition parse(byte[] body) {
    var lines = new ArrayList<>(Arrays.asList(new String(body, ISO_8859_1).split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    var series = new ArrayList<Series>();
    long malformed = 0;
    for (var line : lines) {
      var sample = LINE.matcher(line);
      if (sample.matches()) {
        boolean bare = sample.group("name") != null;
        series.add(
            new Series(
                bare ? sample.group("name") : text(sample.group("quoted")),
                labels(sample.group(bare ? "labels" : "more")),
                number(sample.group("value"))));
      } else if (!line.matches("(?s)[ \t\r]*(#.*)?")) {
        malformed++;
      }
    }
    return new ReferenceExposition(series, lines.size(), malformed);
  }

  private static Map<String, String> labels(@Nullable String labels) {
    var texts = new TreeMap<String, String>();
    for (var label = LABEL.matcher(labels == null ? "" : labels); label.find(); ) {
      texts.put(text(label.group("label")), text(label.group("text")));
    }
    return texts;
  }

  private static String text(String nameOrQuoted) {
    if (!nameOrQuoted.startsWith("\"")) {
      return nameOrQuoted;
    }
    var plain =
        ESCAPE
            .matcher(nameOrQuoted.substring(1, nameOrQuoted.length() - 1))
            .replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape.group())));
    return new String(plain.getBytes(ISO_8859_1), UTF_8);
  }

  private static String unescaped(String escape) {
    return switch (escape) {
      case "\\\\" -> "\\";
      case "\\\"" -> "\"";
      case "\\n" -> "\n";
      default -> escape;
    };
  }

  private static double number(String number) {
    return switch (number.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(number);
    };
  }

  /** What a reader that wants this has to find. */
  Map<String, List<Sample>> keeping(Wanted wanted) {
    var kept = new TreeMap<String, List<Sample>>();
    for (var one : series) {
      var metric = find(one.metric(), wanted::find);
      if (metric != null) {
        var labels = new TreeMap<>(one.labels());
        labels.keySet().removeIf(label -> find(label, metric::find) == null);
        kept.computeIfAbsent(one.metric(), _ -> new ArrayList<>())
            .add(new Sample(labels, one.value()));
      }
    }
    return kept;
  }

  /** Every metric there is, and every label of it. */
  Wanted all() {
    var labels = new TreeMap<String, TreeSet<String>>();
    for (var one : series) {
      labels.computeIfAbsent(one.metric(), _ -> new TreeSet<>()).addAll(one.labels().keySet());
    }
    return Wanted.of(
        labels.entrySet().stream()
            .map(one -> Wanted.metric(one.getKey(), one.getValue().toArray(String[]::new)))
            .toArray(Metric[]::new));
  }

  private interface Finder<T> {
    @Nullable T find(byte[] bytes, int from, int to);
  }

  private static <T> @Nullable T find(String name, Finder<T> finder) {
    var bytes = name.getBytes(UTF_8);
    return finder.find(bytes, 0, bytes.length);
  }
}
