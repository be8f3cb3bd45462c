package dev.deadair.parts;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A real program under test: one directory, one port and one log over any number of lives.
 *
 * <p>It is made asleep, so that others can be configured with its address before anyone starts. Its
 * methods may be called from any thread.
 */
public abstract sealed class Part implements AutoCloseable
    permits Agent, Alertmanager, Prometheus, VictoriaMetrics {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LOG_TAIL = 2_000;

  private final Path folder;
  private final Path program;
  private final String prefix;
  private final Port port;
  private final Path home;
  private final List<String> wrapper = new ArrayList<>();
  private final List<String> flags = new ArrayList<>();
  private final AtomicInteger starts = new AtomicInteger();
  private volatile @Nullable Life life;

  /**
   * @param prefix the path its HTTP face lives under, such as {@code /ops}, or ""
   */
  Part(String part, String program, String prefix) {
    this(part, program, prefix, new Port());
  }

  Part(String part, String program, String prefix, Port port) {
    this.port = port;
    this.folder = Parts.folder(part);
    this.program = Parts.program(part, program);
    this.prefix = prefix;
    try {
      home = Files.createTempDirectory("deadair-" + program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The flags by which this program learns its configuration, address and data. */
  abstract List<String> ownFlags();

  /** Configuration and address as Prometheus' own programs are told them, and more flags. */
  final List<String> toolkitFlags(String... more) {
    var flags = new ArrayList<String>();
    flags.add("--config.file=" + configFile());
    flags.add("--web.listen-address=" + address());
    flags.add("--web.external-url=" + url());
    flags.addAll(Arrays.asList(more));
    return flags;
  }

  /** Lets go of what the part holds beside its port and directory, once it is dead. */
  void release() {}

  /** Adds to the command line of every later start. */
  public final void flags(String... more) {
    flags.addAll(Arrays.asList(more));
  }

  /** Starts every later life through another program, which becomes it. */
  public final void under(String... words) {
    wrapper.addAll(Arrays.asList(words));
  }

  /** Starts every later life by itself again, and without these flags. */
  public final void alone(String... without) {
    wrapper.clear();
    flags.removeAll(Arrays.asList(without));
  }

  /** Writes the configuration file; a running program does not look at it again by itself. */
  public final void configure(String yaml) {
    try {
      Files.writeString(configFile(), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public final int port() {
    return port.number();
  }

  /** Host and port. */
  public final String address() {
    return port.address();
  }

  /** Where its HTTP face is, path prefix included, without a slash at the end. */
  public final String url() {
    return "http://" + address() + prefix;
  }

  public final Path dataDir() {
    return home.resolve("data");
  }

  /** What all lives so far wrote to stdout and stderr. */
  public final String log() {
    try {
      return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often it was started. */
  public final int starts() {
    return starts.get();
  }

  public final boolean isAlive() {
    var current = life;
    return current != null && current.isAlive();
  }

  public final synchronized void start() {
    if (isAlive()) {
      throw new IllegalStateException(program + " is alive");
    }
    var command = new ArrayList<String>();
    command.addAll(wrapper);
    command.add(program.toString());
    command.addAll(ownFlags());
    command.addAll(flags);
    life =
        Life.of(
            new ProcessBuilder(command)
                .directory(folder.toFile()) // for its files, says fetch
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(logFile().toFile())));
    starts.incrementAndGet();
  }

  /** SIGKILL, frozen or not; returns once it is gone. */
  public final void kill() {
    var current = life;
    if (current != null) {
      current.kill();
    }
  }

  /** SIGTERM; returns its exit status once it is gone. */
  public final int terminate() {
    return life().terminate();
  }

  /** SIGSTOP; returns once it stands still. Its port goes on accepting: the kernel does that. */
  public final void freeze() {
    life().freeze();
  }

  /** SIGCONT. */
  public final void thaw() {
    life().thaw();
  }

  /** SIGHUP: it loads its configuration anew. */
  public final void reload() {
    life().reload();
  }

  /** The process id of its present life, or of the last one. */
  public final long pid() {
    return life().pid();
  }

  /** SIGTERM, without waiting for what comes of it. */
  public final void askToStop() {
    life().askToStop();
  }

  /** Waits for its end; false once patience is over. */
  public final boolean endsWithin(Duration patience) throws InterruptedException {
    return life().endsWithin(patience);
  }

  /** Ends it gently if it is alive and starts it on the same port and data. */
  public final void restart() {
    if (isAlive()) {
      terminate();
    }
    start();
  }

  /**
   * Starts it again and again, the pause after each death, as an init system with {@code
   * Restart=always} would, until the loop is closed.
   */
  public final RestartLoop restartLoop(Duration pause) {
    return new RestartLoop(this, pause, Optional.empty());
  }

  /**
   * The same, where no life outlasts {@code life}: it is killed, as the kernel kills what wants
   * more memory than there is.
   */
  public final RestartLoop restartLoop(Duration pause, Duration life) {
    return new RestartLoop(this, pause, Optional.of(life));
  }

  /** Waits until its present life is over, for ever if need be; returns its exit status. */
  public final int awaitDeath() throws InterruptedException {
    return life().awaitDeath();
  }

  /** Whether it answers that it is ready. */
  public final boolean isReady() {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (UncheckedIOException noAnswer) {
      return false;
    }
  }

  /** Whether it answers that it is healthy, which says little. */
  public final boolean isHealthy() {
    return get("/-/healthy").statusCode() == 200;
  }

  public final void awaitReady() {
    awaitTrue("ready", Duration.ofMillis(25), () -> get("/-/ready").statusCode() == 200);
  }

  /** Waits until it is ready or its life is over; says whether it is ready. */
  public final boolean awaitReadyOrDeath() {
    awaitTrue(
        "ready or dead",
        Duration.ofMillis(25),
        () -> !isAlive() || get("/-/ready").statusCode() == 200);
    return isAlive();
  }

  /** Kills it and forgets its directory. */
  @Override
  public final void close() {
    kill();
    release();
    port.close();
    try (var files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(Part::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for an answer; no answer at all is just not the right one yet. */
  final void awaitTrue(String what, Duration pollInterval, Callable<Boolean> condition) {
    try {
      await(what)
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(pollInterval)
          .ignoreExceptionsInstanceOf(UncheckedIOException.class)
          .until(condition);
    } catch (ConditionTimeoutException e) {
      var log = log();
      throw new AssertionError(
          "%s is not %s; its log ends:%n%s"
              .formatted(program, what, log.substring(Math.max(0, log.length() - LOG_TAIL))),
          e);
    }
  }

  /** Throws {@link UncheckedIOException} where the server does not answer. */
  final HttpResponse<String> get(String path) {
    return HttpFace.send(HttpFace.request(url() + path));
  }

  final HttpResponse<String> post(String path, String json) {
    return HttpFace.send(
        HttpFace.request(url() + path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  final HttpResponse<String> delete(String path) {
    return HttpFace.send(HttpFace.request(url() + path).DELETE());
  }

  public final Path configFile() {
    return home.resolve("config.yml");
  }

  /** Where {@link #log} is written. */
  public final Path logFile() {
    return home.resolve("log");
  }

  private Life life() {
    var current = life;
    if (current == null) {
      throw new IllegalStateException(program + " was never started");
    }
    return current;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
