package dev.deadair.probe;

import dev.deadair.liveness.InstanceId;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the logs of servers on this machine, from now on, each on a thread of its own.
 *
 * <p>Lines come to the sink on these threads; it must not block. Not more than {@link
 * Lines#LONGEST} of a line and {@link FileTail#AT_ONCE} of a second's lines are kept.
 */
public final class LogFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Path journalctl;
  private final BiConsumer<InstanceId, String> sink;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Closeable> open = new ArrayList<>();
  private final Set<Process> processes = ConcurrentHashMap.newKeySet();

  public LogFollower(BiConsumer<InstanceId, String> sink) {
    this(Path.of("journalctl"), sink);
  }

  /**
   * @param journalctl the program that shows a journal
   */
  LogFollower(Path journalctl, BiConsumer<InstanceId, String> sink) {
    this.journalctl = journalctl;
    this.sink = sink;
  }

  /** Begins to follow the log of an instance. */
  public void follow(InstanceId instance, Log log) {
    var round = round(instance, log);
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name("log " + instance)
            .start(() -> run(instance, log, round)));
  }

  /** One poll of a file, or one life of the program that shows a journal. */
  private interface Round {
    void run() throws IOException, InterruptedException;
  }

  private Round round(InstanceId instance, Log log) {
    return switch (log) {
      case Log.File(var path) -> {
        var tail = new FileTail(path, line -> sink.accept(instance, line));
        open.add(tail);
        yield tail::poll;
      }
      case Log.Journal(var unit) -> () -> journal(instance, unit);
    };
  }

  private void run(InstanceId instance, Log log, Round round) {
    var pause = PAUSE;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          round.run();
          if (pause.compareTo(PAUSE) > 0) {
            LOG.info("instance={} log=readable", instance);
          }
          pause = PAUSE;
        } catch (IOException e) {
          if (pause.equals(PAUSE)) {
            LOG.warn("instance={} log=\"{}\" unreadable=\"{}\"", instance, log, e.getMessage());
          }
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
        Thread.sleep(pause);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Shows lines as they come until the program ends, which it does not by itself. */
  private void journal(InstanceId instance, String unit) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                journalctl.toString(),
                "--follow",
                "--lines=0",
                "--output=cat",
                "--quiet",
                "--unit=" + unit)
            .redirectError(Redirect.DISCARD)
            .start();
    processes.add(process);
    var lines = new Lines(line -> sink.accept(instance, line));
    var buffer = new byte[16 << 10];
    try (var in = process.getInputStream()) {
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        lines.take(buffer, count);
      }
    } finally {
      process.destroy();
      processes.remove(process);
    }
    lines.end();
    throw new IOException("journalctl ended with status " + process.waitFor());
  }

  /** Follows no more. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    processes.forEach(Process::destroy);
    for (var each : open) {
      try {
        each.close();
      } catch (IOException e) {
        LOG.warn("a log did not close", e);
      }
    }
  }
}
