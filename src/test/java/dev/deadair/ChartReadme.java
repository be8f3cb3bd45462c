package dev.deadair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of a chart's values, read from the remarks {@code # -- …} above them.
 *
 * <p>{@code java ChartReadme.java} from the project's folder writes it into the chart's README.
 */
final class ChartReadme {
  private static final Path CHART = Path.of("charts/deadair");
  private static final Pattern KEY =
      Pattern.compile("(?<indent> *)(?<name>[A-Za-z]+):(?: (?<value>.*))?");

  private ChartReadme() {}

  public static void main(String[] args) throws IOException {
    var readme = CHART.resolve("README.md");
    var text = Files.readString(readme);
    var head = text.substring(0, text.indexOf("| value |"));
    Files.writeString(readme, head + table(CHART.resolve("values.yaml")));
  }

  static String table(Path values) throws IOException {
    var rows = new StringBuilder("| value | default | what it is |\n|---|---|---|\n");
    var path = new ArrayDeque<String>();
    var remark = "";
    for (var line : Files.readAllLines(values)) {
      var key = KEY.matcher(line);
      if (line.strip().startsWith("# --")) {
        remark = line.strip().substring(4).strip();
      } else if (line.strip().startsWith("#") && !remark.isEmpty()) {
        remark += " " + line.strip().substring(1).strip();
      } else if (key.matches()) {
        while (path.size() > key.group("indent").length() / 2) {
          path.removeLast();
        }
        path.addLast(key.group("name"));
        if (!remark.isEmpty()) {
          rows.append(
              "| `%s` | %s | %s |\n"
                  .formatted(
                      path.stream().collect(Collectors.joining(".")),
                      shown(key.group("value")),
                      remark));
          remark = "";
        }
      }
    }
    return rows.toString();
  }

  /** A value of several lines is looked up where it stands. */
  private static String shown(String value) {
    return value == null || value.equals("|") ? "see `values.yaml`" : "`" + value + "`";
  }
}
