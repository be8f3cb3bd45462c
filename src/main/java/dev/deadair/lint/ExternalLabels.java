package dev.deadair.lint;

import dev.deadair.lint.Yaml.NotUnderstood;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The external labels of one Prometheus configuration, and where they stand in it.
 *
 * @param labels with the variables of the environment in place, as Prometheus 3 does it
 * @param unset variables that they need and that are not set here
 * @param lines of the labels, by name
 * @param line of the whole; 1 where there are none
 */
public record ExternalLabels(
    Map<String, String> labels, Set<String> unset, Map<String, Integer> lines, int line) {

  /** As Go's {@code os.Expand} finds them, but for its letters that are names by themselves. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([^}]*)}|([A-Za-z_][A-Za-z0-9_]*)|(\\$))");

  public ExternalLabels {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    unset = Collections.unmodifiableSet(new LinkedHashSet<>(unset));
    lines = Map.copyOf(lines);
  }

  /** What came of reading. */
  public sealed interface Result {

    record Read(ExternalLabels labels) implements Result {}

    /** It is no configuration of Prometheus; {@code why} is worded to follow the place. */
    record NotRead(int line, String why) implements Result {}
  }

  /** Reads a configuration, as it is written in a file. */
  public static Result configuration(String yaml, Map<String, String> environment) {
    try {
      var document = Yaml.parse(yaml);
      if (!document.has("global") && !document.has("scrape_configs")) {
        return new Result.NotRead(1, "has neither global nor scrape_configs: no prometheus.yml");
      }
      var global = document.get("global");
      var labels =
          global.isPresent() ? global.get().get("external_labels") : Optional.<Yaml>empty();
      return new Result.Read(
          labels.isPresent()
              ? of(labels.get(), environment)
              : new ExternalLabels(Map.of(), Set.of(), Map.of(), 1));
    } catch (NotUnderstood e) {
      return new Result.NotRead(e.line(), e.what());
    }
  }

  /**
   * Reads the answer to {@code GET /api/v1/status/config}: there, variables are in place already.
   */
  public static Result status(String json) {
    try {
      var data = Yaml.parse(json).get("data");
      var yaml = data.isPresent() ? data.get().text("yaml") : Optional.<String>empty();
      return yaml.isPresent()
          ? asServed(yaml.get())
          : new Result.NotRead(1, "shows no configuration: no Prometheus");
    } catch (NotUnderstood e) {
      return new Result.NotRead(e.line(), e.what());
    }
  }

  private static Result asServed(String yaml) throws NotUnderstood {
    var global = Yaml.parse(yaml).get("global");
    var labels = global.isPresent() ? global.get().get("external_labels") : Optional.<Yaml>empty();
    return new Result.Read(
        new ExternalLabels(
            labels.isPresent() ? labels.get().flat() : Map.of(), Set.of(), Map.of(), 1));
  }

  private static ExternalLabels of(Yaml labels, Map<String, String> environment)
      throws NotUnderstood {
    var expanded = new LinkedHashMap<String, String>();
    var lines = new LinkedHashMap<String, Integer>();
    var unset = new LinkedHashSet<String>();
    for (var each : labels.entries().entrySet()) {
      lines.put(each.getKey(), each.getValue().line());
      expanded.put(each.getKey(), expanded(each.getValue().text(), environment, unset));
    }
    return new ExternalLabels(expanded, unset, lines, labels.line());
  }

  private static String expanded(String text, Map<String, String> environment, Set<String> unset) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              if (found.group(3) != null) {
                return Matcher.quoteReplacement("$");
              }
              var name = found.group(1) == null ? found.group(2) : found.group(1);
              if (!environment.containsKey(name)) {
                unset.add(name);
              }
              return Matcher.quoteReplacement(environment.getOrDefault(name, found.group()));
            });
  }

  /** Where {@code label} stands, or all of them. */
  public int lineOf(String label) {
    return lines.getOrDefault(label, line);
  }
}
