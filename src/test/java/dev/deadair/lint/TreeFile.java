package dev.deadair.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deadair.alert.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The routing trees of {@code routes/trees.yml}, and the alerts that are sent down each. */
final class TreeFile {
  private static final Pattern RECEIVER = Pattern.compile("receiver: ([a-z0-9-]+)");

  private static final Pattern SINCE = Pattern.compile("# since (0\\.\\d+)");

  /** One alert for each way that some tree has. */
  static final List<Map<String, String>> ALERTS =
      List.of(
          alert("PrometheusSiteAbsent", "critical", "site=dc1"),
          alert("PrometheusSiteAbsent", "critical", "site=dc2"),
          alert("PrometheusSiteAbsent", "critical", "site=ulsfo"),
          alert("Other", "none", "site=ulsfo", "site_a=y"),
          alert("PrometheusSiteStalled", "warning", "site=dc1"),
          alert("PrometheusGroupAbsent", "critical", "site=dc1", "group=ops"),
          alert("PrometheusGroupAbsent", "critical", "site=dc1", "group=k8s"),
          alert("PrometheusInstanceDown", "warning", "site=dc2", "group=ops", "instance=a:9090"),
          alert("DeadairBlind", "critical", "watcher=w1", "cause=controls"),
          alert("Other", "critical", "note=two words", "shard=1"),
          alert("Other", "warning", "note=say \"hi\"\\n", "shard=yes"),
          alert("Other", "none", "note=caf\u00e9\u00a0\u2603\t\u0001\u200b\ud83d\ude00"),
          alert("Other", "none", "note=line\nbreak"),
          alert("Other", "none", "note=7\\"));

  private TreeFile() {}

  /** Every tree as a document of its own. */
  static List<String> all() {
    return Arrays.stream(text().split("(?m)^---$"))
        .filter(document -> document.contains("route:"))
        .toList();
  }

  /** Those that a version understands. */
  static List<String> of(String version) {
    return all().stream()
        .filter(
            tree ->
                SINCE.matcher(tree).results().allMatch(it -> version.compareTo(it.group(1)) >= 0))
        .toList();
  }

  /** A whole configuration: the tree, and for each name in it a receiver made of {@code yaml}. */
  static String configuration(String tree, String yaml) {
    var names = RECEIVER.matcher(tree).results().map(found -> found.group(1)).distinct().toList();
    return tree
        + names.stream()
            .map(name -> "  - name: " + name + "\n" + yaml.indent(4))
            .collect(Collectors.joining("", "\nreceivers:\n", ""));
  }

  static Routes routes(String configuration) {
    return switch (RoutesReader.configuration(configuration)) {
      case RoutesReader.Result.Read(var routes) -> routes;
      case RoutesReader.Result.NotRead(var line, var why) ->
          throw new AssertionError(line + ": " + why + "\n" + configuration);
    };
  }

  private static Map<String, String> alert(String name, String severity, String... labels) {
    var alert = new LinkedHashMap<>(Map.of("alertname", name, "severity", severity));
    for (var label : labels) {
      alert.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
    }
    return alert;
  }

  private static String text() {
    try (var file = TreeFile.class.getResourceAsStream("/routes/trees.yml")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
