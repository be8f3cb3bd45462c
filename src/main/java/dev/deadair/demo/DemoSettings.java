package dev.deadair.demo;

import dev.deadair.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration of the demo's watcher: a file such as an operator would write. */
final class DemoSettings {
  /** As long as PagerDuty's are, and of no use anywhere else. */
  private static final String ROUTING_KEY = "demo".repeat(8);

  private DemoSettings() {}

  /**
   * Writes the configuration into {@code directory}, where the data goes too, and reads it.
   *
   * @param sites the servers of each site by their names
   * @param externalUrl what pages link to
   */
  static Settings in(
      Path directory,
      Map<String, Map<String, URI>> sites,
      String pagerDutyUrl,
      Tempo tempo,
      InetSocketAddress listenAddress,
      URI externalUrl)
      throws IOException {
    Files.writeString(directory.resolve("pagerduty.key"), ROUTING_KEY);
    var file = directory.resolve("deadair.conf");
    Files.writeString(
        file,
        """
        deadair {
          watcher = demo
          poll.interval = %s
          window = %s, warn-after = %s, clear-after = %s
          sites {
        %s
          }
          receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
          storage.path = "%s"
          web { listen-address = "%s:%d", external-url = "%s" }
        }
        """
            .formatted(
                hocon(tempo.interval()),
                hocon(tempo.window()),
                hocon(tempo.warnAfter()),
                hocon(tempo.clearAfter()),
                sites(sites),
                pagerDutyUrl,
                directory.resolve("data"),
                listenAddress.getHostString(),
                listenAddress.getPort(),
                externalUrl));
    return switch (Settings.load(file, Map.of(), Map.of())) {
      case Settings.Result.Loaded(var settings, _) -> settings;
      case Settings.Result.Broken(var problems, _) ->
          throw new IllegalStateException("the demo's configuration is wrong: " + problems);
      case Settings.Result.Unreadable(var unreadable, var why) ->
          throw new IOException(unreadable + " " + why);
    };
  }

  private static String sites(Map<String, Map<String, URI>> sites) {
    return sites.entrySet().stream()
        .map(
            site ->
                "    %s { runbook = \"https://wiki.example/prometheus/no-data\", instances = [%s] }"
                    .formatted(site.getKey(), instances(site.getValue())))
        .collect(Collectors.joining("\n"));
  }

  private static String instances(Map<String, URI> servers) {
    return servers.entrySet().stream()
        .map(each -> "{ name = %s, url = \"%s\" }".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String hocon(Duration duration) {
    return duration.toMillis() + "ms";
  }
}
