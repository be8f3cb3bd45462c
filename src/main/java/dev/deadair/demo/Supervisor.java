package dev.deadair.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What systemd is to a real server: it starts a simulated one, and again whenever that has died.
 *
 * <pre>
 * disk      a life
 * SOUND     replays its write-ahead log, is ready, and goes on until the disk breaks
 * BROKEN    answers that it is healthy, is never ready, and dies within 300 ms; the next one
 *           begins after a pause, or as soon as the disk is mended
 * </pre>
 *
 * A broken disk is one whose write-ahead log has a hole, as on 2023-05-05: "segments are not
 * sequential" is fatal at every start.
 */
final class Supervisor implements AutoCloseable {
  private enum Disk {
    SOUND,
    BROKEN
  }

  /** How long a real server with that damage lives: 0.1 to 0.6 s, mostly less than half of it. */
  private static final int SHORTEST_LIFE_MILLIS = 100;

  private static final int LONGEST_LIFE_MILLIS = 300;
  private static final int SHORTEST_PAUSE_MILLIS = 1_000;
  private static final int LONGEST_PAUSE_MILLIS = 2_500;

  private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

  private final SimulatedPrometheus server;
  private final Workload workload;
  private final Duration replay;
  private final RandomGenerator random;
  private final BlockingQueue<Disk> news = new LinkedBlockingQueue<>();
  private final Thread thread;
  private Optional<Instant> newestSample = Optional.empty();

  /**
   * Starts {@code server} in a life that has been going on since {@code started}; when this returns
   * it answers.
   *
   * @param replay what it takes to replay the write-ahead log
   */
  Supervisor(
      SimulatedPrometheus server,
      Workload workload,
      Duration replay,
      Instant started,
      RandomGenerator random) {
    this.server = server;
    this.workload = workload;
    this.replay = replay;
    this.random = random;
    var first =
        new ServerLife(started, Optional.of(started.plus(replay)), Optional.empty(), workload);
    server.start(first);
    this.thread = Thread.ofVirtual().name("supervisor-" + server.name()).start(() -> run(first));
  }

  SimulatedPrometheus server() {
    return server;
  }

  /** Makes a hole in the write-ahead log of the server, which does not survive that. */
  void breakDisk() {
    news.add(Disk.BROKEN);
  }

  /** Mends it: the next life is a long one. */
  void mendDisk() {
    news.add(Disk.SOUND);
  }

  /** Ends the server. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(STOP_DEADLINE)) {
        throw new IllegalStateException(server.name() + " goes on and on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
  }

  private void run(ServerLife first) {
    try {
      var disk = untilNews(first);
      while (true) {
        disk =
            switch (disk) {
              case SOUND -> longLife();
              case BROKEN -> shortLife();
            };
      }
    } catch (InterruptedException _) {
      // It was closed.
    }
  }

  private Disk longLife() throws InterruptedException {
    var now = Instant.now();
    var life = new ServerLife(now, Optional.of(now.plus(replay)), newestSample, workload);
    server.start(life);
    return untilNews(life);
  }

  private Disk untilNews(ServerLife life) throws InterruptedException {
    var disk = news.take();
    newestSample = life.newestSample(Instant.now());
    server.kill();
    return disk;
  }

  private Disk shortLife() throws InterruptedException {
    server.start(new ServerLife(Instant.now(), Optional.empty(), newestSample, workload));
    var mended =
        news.poll(between(SHORTEST_LIFE_MILLIS, LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
    server.kill();
    return mended != null ? mended : afterPause();
  }

  private Disk afterPause() throws InterruptedException {
    @Nullable Disk mended =
        news.poll(between(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
    return mended == null ? Disk.BROKEN : mended;
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }
}
