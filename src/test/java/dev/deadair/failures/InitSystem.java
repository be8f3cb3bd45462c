package dev.deadair.failures;

import dev.deadair.parts.Prometheus;
import dev.deadair.parts.RestartLoop;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The systemd of a server's machine, as Debian configures it: a server that does not hear SIGTERM
 * is left alive (SendSIGKILL=no), and that is the failure of the command.
 */
final class InitSystem implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Prometheus server;
  private @Nullable RestartLoop loop;

  InitSystem(Prometheus server) {
    this.server = server;
  }

  /** From now on it starts the server a pause after each death. */
  synchronized void restarting(Duration pause) {
    close();
    loop = server.restartLoop(pause);
  }

  /** The same, where no life outlasts {@code life}. */
  synchronized void restarting(Duration pause, Duration life) {
    close();
    loop = server.restartLoop(pause, life);
  }

  synchronized boolean isRestarting() {
    return loop != null;
  }

  /**
   * What it does on such a command line.
   *
   * @return the exit status on a line of its own, and what it says
   */
  synchronized String systemctl(List<String> words) {
    try {
      var verb = words.stream().filter(each -> !each.startsWith("-")).findFirst().orElse("");
      return switch (verb) {
        case "stop" -> stop(words.contains("--no-block")) ? "0\n" : "1\ntimed out\n";
        case "start" -> start();
        case "restart" -> stop(false) ? start() : "1\ntimed out\n";
        case "reload" -> {
          server.reload();
          yield "0\n";
        }
        case "kill" -> {
          server.kill();
          yield "0\n";
        }
        case "cat", "show" -> "0\n";
        default -> "1\nUnknown command verb " + verb + "\n";
      };
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean stop(boolean withoutWaiting) throws InterruptedException {
    close();
    if (!server.isAlive()) {
      return true;
    }
    server.askToStop();
    return withoutWaiting || server.endsWithin(STOP);
  }

  private String start() {
    if (loop == null && !server.isAlive()) {
      server.start();
    }
    return "0\n";
  }

  /** Ends the restarts, and the life that they are at. */
  @Override
  public synchronized void close() {
    if (loop != null) {
      loop.close();
      loop = null;
    }
  }
}
