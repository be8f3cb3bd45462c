import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Writes the distribution's AOT cache: starts the daemon as it is shipped, lets it watch two
 * servers and tell an Alertmanager (all played here), opens what a board opens, and stops it.
 *
 * <p>Usage: {@code java TrainCache.java DISTRIBUTION TIMESTAMP}. A JVM takes a cache only beside
 * jars of the size and time that it was written for, so every file of {@code lib} gets the
 * timestamp of the build first; packages keep it.
 */
final class TrainCache {
  private static final Pattern PORT = Pattern.compile(" port=(\\d+) ");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String EXPOSITION =
      """
      # TYPE prometheus_tsdb_head_samples_appended_total counter
      prometheus_tsdb_head_samples_appended_total{type="float"} %d
      # TYPE process_start_time_seconds gauge
      process_start_time_seconds 1.7e+09
      # TYPE prometheus_build_info gauge
      prometheus_build_info{version="2.42.0"} 1
      """;

  private final Path home;
  private final Path scratch;

  private TrainCache(Path home, Path scratch) {
    this.home = home;
    this.scratch = scratch;
  }

  public static void main(String[] args) throws Exception {
    var home = Path.of(args[0]).toAbsolutePath();
    setTimes(home.resolve("lib"), FileTime.from(Instant.parse(args[1])));
    var cache = home.resolve("lib/deadair.aot");
    var newest = home.resolve("lib/deadair.jar");
    var stamp = home.resolveSibling("aot-trained-for");
    var wanted = digest(newest) + " " + Files.readString(home.resolve("runtime/linked-from"));
    if (Files.exists(cache) && Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
      return;
    }
    Files.deleteIfExists(cache);
    var scratch = Files.createTempDirectory("deadair-training");
    try {
      new TrainCache(home, scratch).train(cache);
    } finally {
      delete(scratch);
    }
    Files.writeString(stamp, wanted);
  }

  private void train(Path cache) throws Exception {
    var servers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    servers.createContext(
        "/",
        exchange -> {
          var path = exchange.getRequestURI().getPath();
          var body = path.endsWith("/metrics") ? EXPOSITION.formatted(System.nanoTime()) : "{}";
          exchange.getRequestBody().readAllBytes();
          var status = path.endsWith("/b/metrics") ? 503 : 200;
          if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
          } else {
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes());
          }
          exchange.close();
        });
    servers.start();
    try {
      watch(cache, "http://127.0.0.1:" + servers.getAddress().getPort());
    } finally {
      servers.stop(0);
    }
    if (!Files.exists(cache)) {
      throw new IOException("no AOT cache was written:\n" + log());
    }
  }

  private void watch(Path cache, String servers) throws Exception {
    var configuration = scratch.resolve("deadair.conf");
    Files.writeString(
        configuration,
        """
        deadair {
          poll { interval = 1s, timeout = 500ms }
          sites.training.instances = ["%1$s/a", "%1$s/b"]
          receivers.alertmanager.urls = ["%1$s"]
        }
        """
            .formatted(servers));
    var daemon =
        new ProcessBuilder(
                home.resolve("bin/deadair").toString(),
                "run",
                "--config.file=" + configuration,
                "--storage.path=" + scratch.resolve("data"),
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("log").toFile());
    daemon.environment().keySet().removeIf(name -> name.contains("JAVA"));
    daemon.environment().put("JDK_JAVA_OPTIONS", "-XX:AOTCacheOutput=" + cache);
    var process = daemon.start();
    try {
      open(process);
      process.destroy();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("the daemon did not stop as it should:\n" + log());
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** Everything a board and a scraper ask for, once the daemon has taken a few turns. */
  private void open(Process process) throws Exception {
    var client = HttpClient.newHttpClient();
    var pages = List.of("/", "/metrics", "/api/v1/status", "/api/v1/sites", "/api/v1/incidents");
    var turns = 0;
    for (var end = Instant.now().plus(PATIENCE); turns < 4; TimeUnit.MILLISECONDS.sleep(500)) {
      if (Instant.now().isAfter(end) || !process.isAlive()) {
        throw new IOException("the daemon did not get ready:\n" + log());
      }
      var port = PORT.matcher(log());
      if (!port.find()) {
        continue;
      }
      for (var page : pages) {
        var asked = URI.create("http://127.0.0.1:" + port.group(1) + page);
        client.send(HttpRequest.newBuilder(asked).build(), BodyHandlers.ofString());
      }
      turns++;
    }
  }

  private String log() throws IOException {
    return Files.readString(scratch.resolve("log"));
  }

  private static String digest(Path file) throws Exception {
    var bytes = Files.readAllBytes(file);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static void setTimes(Path directory, FileTime time) throws IOException {
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.setLastModifiedTime(file, time);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (var paths = Files.walk(tree)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
