package dev.deadair.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.diagnosis.Code;
import dev.deadair.parts.Prometheus;
import dev.deadair.parts.Tmpfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A server and its target, watched beside a healthy server, until something befalls it. */
final class Scene implements AutoCloseable {
  static final String PATIENT = "patient";
  static final String HEALTHY = "healthy";

  /** Head and blocks of seconds: what takes two hours in production comes every few seconds. */
  static final String[] SHORT_BLOCKS = {
    "--storage.tsdb.min-block-duration=5s", "--storage.tsdb.max-block-duration=5s"
  };

  /** Nothing is compacted while the scene lasts. */
  static final String[] LONG_BLOCKS = {
    "--storage.tsdb.min-block-duration=1d", "--storage.tsdb.max-block-duration=3d"
  };

  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private static final Duration SOON = Duration.ofSeconds(20);

  /** A state must not be one look's whim. */
  private static final int LOOKS = 2;

  final String version;
  final Prometheus server;
  final InitSystem init;
  final Exporter exporter = new Exporter();
  private final Prometheus healthy;
  private final Deque<AutoCloseable> more = new ArrayDeque<>();
  private String face;
  private @Nullable Ward ward;
  private @Nullable AutoCloseable obstacle;
  private boolean readsLog;
  private Runnable turn = () -> {};

  Scene(String version, Prometheus healthy) {
    this.version = version;
    this.server = new Prometheus(version);
    this.init = new InitSystem(server);
    this.face = server.url();
    this.healthy = healthy;
    configure("");
  }

  /** A server that nothing befalls. */
  static Prometheus healthy(String version) {
    var server = new Prometheus(version);
    server.start();
    server.awaitSamples();
    return server;
  }

  /** A scene in which the row has befallen the server. */
  static Scene broken(String version, Prometheus healthy, Row row) throws Exception {
    return broken(version, healthy, row, false);
  }

  /** The same, where its log is read as well, or not. */
  static Scene broken(String version, Prometheus healthy, Row row, boolean readsLog)
      throws Exception {
    var scene = new Scene(version, healthy);
    scene.readsLog = readsLog;
    try {
      scene.server.flags("--web.enable-admin-api");
      row.prepare(scene);
      scene.begin();
      row.befall(scene);
      return scene;
    } catch (Exception | AssertionError e) {
      scene.close();
      throw e;
    }
  }

  /** The exporter is scraped each second, with {@code more} in the job's settings. */
  void configure(String more) {
    server.configure(configuration(more));
  }

  String configuration(String more) {
    return """
    global: {scrape_interval: 1s, scrape_timeout: 1s}
    scrape_configs:
      - job_name: exporter
        static_configs: [{targets: ["%s"]}]
    %s\
    """
        .formatted(exporter.address(), more.indent(4));
  }

  /** What must be closed when the scene ends, the latest first. */
  <T extends AutoCloseable> T with(T other) {
    more.push(other);
    return other;
  }

  /** As {@link #with}, of what stands in the server's way until it is taken out of it. */
  <T extends AutoCloseable> T obstacle(T other) {
    obstacle = other;
    return with(other);
  }

  void removeObstacle() {
    close(Objects.requireNonNull(obstacle));
  }

  /** Puts its data directory on a disk of that size; needs root. */
  void onDisk(String size) {
    var disk = new Tmpfs(server.dataDir(), size);
    with(
        () -> {
          server.kill();
          disk.close();
        });
  }

  /** Waits for what becomes of a start: ready, or dead for good. */
  boolean isReadyOrDead() {
    await("ready or dead", () -> server.isReady() || (!init.isRestarting() && !server.isAlive()));
    return server.isAlive();
  }

  /** Whether it is seen producing before long. */
  boolean isBackSoon() {
    try {
      await("back", SOON, () -> ward().state(PATIENT).equals("producing"));
      return true;
    } catch (AssertionError stillNot) {
      return false;
    }
  }

  /** Starts the server, and watches until it is seen producing. */
  void begin() throws Exception {
    server.start();
    server.awaitReady();
    watch();
    awaitState("producing");
    await("healthy producing", () -> ward().state(HEALTHY).equals("producing"));
    ward().begin();
  }

  void watch() {
    ward = new Ward(Map.of(PATIENT, face, HEALTHY, healthy.url()), healthy.url());
    if (readsLog) {
      ward.reads(PATIENT, server.logFile());
    }
  }

  /** It is looked at through what may be turned to another server. */
  void mayTurnTo(Prometheus other) {
    var recorder = with(new Recorder(server.url()));
    isLookedAtThrough(recorder.url());
    obstacle = () -> recorder.turn(server.url());
    turn = () -> recorder.turn(other.url());
  }

  /** The other server answers from now on. */
  void turn() {
    turn.run();
  }

  /** It is looked at where somebody else stands before it. */
  void isLookedAtThrough(String url) {
    face = url;
  }

  Ward ward() {
    return Objects.requireNonNull(ward);
  }

  void awaitState(String state) {
    await(state, () -> ward().state(PATIENT).equals(state));
  }

  void await(String what, Callable<Boolean> condition) {
    await(what, PATIENCE, condition);
  }

  void await(String what, Duration patience, Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(patience)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(200))
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not " + what + "\n" + story(), e);
    }
  }

  /** Fails unless the condition holds all that time. */
  void holds(String what, Duration time, Callable<Boolean> condition) {
    Awaitility.await(what)
        .during(time)
        .atMost(time.plus(PATIENCE))
        .pollInterval(Duration.ofSeconds(1))
        .failFast(what + " no more", () -> !condition.call())
        .until(condition);
  }

  /** Waits until all of it is seen, and holds it against all that was ever found. */
  void shows(Row row) {
    awaitShown(row);
    var shows = row.shows(version);
    var expected = EnumSet.noneOf(Code.class);
    expected.addAll(shows.codes());
    expected.addAll(shows.passing());
    assertThat(expected).as(story()).containsAll(ward().everFound(PATIENT));
    assertThat(ward().state(HEALTHY)).as(story()).isEqualTo("producing");
    assertThat(ward().everFound(HEALTHY)).as(story()).isEmpty();
    assertThat(ward().alerts(HEALTHY)).as(story()).isEmpty();
  }

  /** Waits until all of it is seen. */
  void awaitShown(Row row) {
    var shows = row.shows(version);
    var looks = ward().looks(PATIENT);
    await(
        row + ": " + shows,
        row.patience(),
        () ->
            ward().looks(PATIENT) >= looks + LOOKS
                && ward().state(PATIENT).equals(shows.state())
                && ward().codes(PATIENT).containsAll(shows.codes())
                && ward().blind(PATIENT).equals(shows.blind()));
  }

  String story() {
    var log = server.log();
    return (ward == null ? "" : ward.story())
        + "\nnow "
        + (ward == null ? "" : ward.now(PATIENT))
        + "\nstarts "
        + server.starts()
        + "\n"
        + log.substring(Math.max(0, log.length() - 3_000));
  }

  /** What takes the room on its disk. */
  Path ballast() {
    return server.dataDir().resolve("ballast");
  }

  /** Fills the file system of its data directory, but for so many bytes. */
  void fillDisk(long rest) throws IOException {
    try (var channel =
        FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      var block = ByteBuffer.allocate(4096);
      while (true) {
        channel.write(block.clear());
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw full;
      }
    }
    try (var channel = FileChannel.open(ballast(), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - rest);
    }
  }

  @Override
  public void close() throws TimeoutException {
    if (ward != null) {
      ward.close();
    }
    init.close();
    while (!more.isEmpty()) {
      close(more.pop());
    }
    server.close();
    exporter.close();
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
