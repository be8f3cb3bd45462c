package dev.deadair.cli;

import dev.deadair.demo.DemoRun;
import dev.deadair.demo.Screen;
import dev.deadair.demo.Tempo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code deadair demo}: a fleet, an outage, a page and the board, for a person to see.
 */
@Command(
    name = "demo",
    description = {
      "Simulates four sites over real HTTP, lets one fail, prints its page and shows the board.",
      "Exit status: 0 fine or stopped by a signal, 1 with --once: not all of it happened,"
          + " 2 it could not run."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class Demo implements Callable<Integer> {

  /** What stopping everything takes at most: several parts, each with a deadline of its own. */
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "How many times faster, 0.1 to 5; default: ${DEFAULT-VALUE}.")
  private double speed = 1;

  @Option(
      names = "--once",
      description = "One outage, then the end; without, sites fail in turn until Ctrl-C.")
  private boolean once;

  @Option(
      names = "--web.listen-address",
      paramLabel = "HOST:PORT",
      description = "Where the board is served; default: 127.0.0.1:9595, or any port if taken.")
  private @Nullable String listenAddress;

  @Override
  public Integer call() {
    var tempo = tempo();
    var address = Optional.ofNullable(listenAddress).map(this::address);
    var ended = new CountDownLatch(1);
    var player = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(player, ended)));
    try {
      return play(tempo, address);
    } finally {
      ended.countDown();
    }
  }

  private int play(Tempo tempo, Optional<InetSocketAddress> address) {
    var screen = new Screen(spec.commandLine().getOut(), isTerminal());
    try (var run = DemoRun.start(screen, tempo, address, Main.Version.number())) {
      if (once) {
        return run.playOnce() ? 0 : 1;
      }
      run.playOn();
      return 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("The demo cannot run: " + e.getMessage());
      return 2;
    } catch (InterruptedException _) {
      return status();
    } finally {
      screen.end();
    }
  }

  private Tempo tempo() {
    try {
      return Tempo.of(speed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--speed: " + e.getMessage(), e);
    }
  }

  private InetSocketAddress address(String text) {
    try {
      var url = URI.create("http://" + (text.startsWith(":") ? "0.0.0.0" : "") + text);
      if (url.getHost() != null && url.getPort() >= 0 && url.getPath().isEmpty()) {
        return InetSocketAddress.createUnresolved(url.getHost(), url.getPort());
      }
    } catch (IllegalArgumentException _) {
      // It is said below what would be right.
    }
    throw new ParameterException(
        spec.commandLine(), "--web.listen-address: " + text + " is not HOST:PORT");
  }

  @SuppressWarnings("SystemConsoleNull") // since 25 it does again, where input is no terminal
  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  /** A signal is how it is asked to stop: whoever plays ends the play, and then we end. */
  private void stop(Thread player, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    player.interrupt();
    try {
      if (!ended.await(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        spec.commandLine().getErr().println("Something of the demo would not stop.");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(status());
  }

  /** Stopped half-way, a demo that goes on for ever is fine, and one outage has not happened. */
  private int status() {
    return once ? 1 : 0;
  }
}
