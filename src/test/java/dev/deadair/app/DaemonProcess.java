package dev.deadair.app;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The daemon as an operator runs it: the packaged launcher, a configuration, a directory. */
final class DaemonProcess implements AutoCloseable {

  private static final Path LAUNCHER = Path.of("target/deadair/bin/deadair").toAbsolutePath();

  /** Where many start at once, they wait for one another. */
  private static final Duration START = Duration.ofMinutes(5);

  private static final Pattern PORT = Pattern.compile(" port=(\\d+) ");

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Process process;

  DaemonProcess(Path directory, String configuration) throws IOException {
    this.directory = directory;
    Files.writeString(directory.resolve("deadair.conf"), configuration);
  }

  /** More options for its virtual machine in every later start. */
  void options(String options) {
    environment.put("JDK_JAVA_OPTIONS", options);
  }

  void start() throws IOException {
    // What came before stays to be read; the port is that of the latest start.
    if (Files.exists(log())) {
      Files.move(log(), directory.resolve("log." + System.nanoTime()));
    }
    var builder =
        new ProcessBuilder(
                LAUNCHER.toString(),
                "run",
                "--config.file=deadair.conf",
                "--storage.path=data",
                "--web.listen-address=127.0.0.1:0")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder.environment().putAll(environment);
    process = builder.start();
    await("its first turn")
        .atMost(START)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> port() > 0 && get("/-/ready").contains("is ready"));
  }

  /** SIGKILL, as the kernel would. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** SIGSTOP: it stands still, and its port goes on accepting. */
  void freeze() throws IOException {
    run("kill", "-STOP", "" + pid());
  }

  void thaw() throws IOException {
    run("kill", "-CONT", "" + pid());
  }

  /** To it the disk is full: no file may grow beyond what it is. */
  void fillDisk() throws IOException {
    run("prlimit", "--pid", "" + pid(), "--fsize=4096:");
  }

  void freeDisk() throws IOException {
    run("prlimit", "--pid", "" + pid(), "--fsize=unlimited:");
  }

  private long pid() {
    return requireNonNull(process, "not started").pid();
  }

  private static void run(String... command) throws IOException {
    var exit = new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + exit);
    }
  }

  /** SIGTERM; its exit status. */
  int terminate() {
    var running = requireNonNull(process, "not started");
    running.destroy();
    return running.onExit().join().exitValue();
  }

  /** Everything this run has written. */
  String output() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonObject site(String name) {
    return (JsonObject) data("/api/v1/sites/" + name);
  }

  /** The incidents it lists: open ones, and such as are not closed yet. */
  JsonArray incidents() {
    return (JsonArray) data("/api/v1/incidents");
  }

  private Object data(String path) {
    return new JsonObject(get(path)).getValue("data");
  }

  /** What a browser would be sent to. */
  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  String get(String path) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
              .timeout(Duration.ofSeconds(5))
              .build();
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private int port() {
    var matcher = PORT.matcher(Files.exists(log()) ? output() : "");
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private Path log() {
    return directory.resolve("log");
  }

  @Override
  public void close() {
    kill();
    client.close();
  }
}
