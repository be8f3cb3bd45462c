package dev.deadair.cli;

import ch.qos.logback.classic.Level;
import dev.deadair.app.Daemon;
import dev.deadair.config.Settings;
import dev.deadair.config.Settings.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code deadair run}: the daemon, until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Watches every configured Prometheus and pages when a site has no data.",
      "Without a configuration it watches http://localhost:9090.",
      "Exit status: 0 stopped by a signal, 1 a problem in the configuration, 2 it could not run."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class Run implements Callable<Integer> {
  /** Less than a service manager waits for an end. */
  private static final Duration START_DEADLINE = Duration.ofSeconds(10);

  private final Map<String, String> environment;
  private final CompletableFuture<Daemon> started = new CompletableFuture<>();
  private volatile boolean askedEarly;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--config.file", paramLabel = "FILE", description = "The configuration.")
  private @Nullable Path configFile;

  @Option(names = "--storage.path", paramLabel = "DIR", description = "Where the journal is kept.")
  private @Nullable String storagePath;

  @Option(
      names = "--web.listen-address",
      paramLabel = "HOST:PORT",
      description = "Where board, API and metrics are served.")
  private @Nullable String listenAddress;

  @Option(
      names = "--web.external-url",
      paramLabel = "URL",
      description = "How people reach us; pages link to it.")
  private @Nullable String externalUrl;

  @Option(
      names = "--log.level",
      paramLabel = "LEVEL",
      description = "debug, info, warn or error; default: ${DEFAULT-VALUE}.")
  private String logLevel = "info";

  @Option(
      names = "--log.format",
      paramLabel = "FORMAT",
      description = "logfmt or json; default: ${DEFAULT-VALUE}.")
  private LogFormat logFormat = LogFormat.logfmt;

  Run(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    logFormat.apply(Level.toLevel(logLevel, Level.INFO));
    return switch (Settings.load(configFile, flags(), environment)) {
      case Result.Loaded(var settings, var warnings) -> {
        warnings.forEach(each -> print(each.place() + ": warning: " + each.text()));
        settings
            .unpaged(Instant.now())
            .forEach(each -> print(each.place() + ": warning: " + each.text()));
        yield watch(settings);
      }
      case Result.Broken(var problems, _) -> {
        problems.forEach(each -> print(each.place() + ": " + each.text()));
        yield 1;
      }
      case Result.Unreadable(var file, var why) -> {
        print(file + " " + why);
        yield 2;
      }
    };
  }

  private Map<String, String> flags() {
    var flags = new LinkedHashMap<String, String>();
    put(flags, "storage.path", storagePath);
    put(flags, "web.listen-address", listenAddress);
    put(flags, "web.external-url", externalUrl);
    return flags;
  }

  private static void put(Map<String, String> flags, String path, @Nullable String value) {
    if (value != null) {
      flags.put(path, value);
    }
  }

  private int watch(Settings settings) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::stop));
    try {
      started.complete(Daemon.start(settings, Main.Version.number()));
      new CountDownLatch(1).await();
      return 0;
    } catch (IOException e) {
      print("deadair cannot start: " + e.getMessage());
      return 2;
    } catch (IllegalStateException e) {
      // A start that meets a signal fails, since nothing can prepare for an end any more; what had
      // started by then it has stopped.
      if (askedEarly) {
        return 0;
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 2;
    } finally {
      // Nobody waits for what has not started by now.
      started.completeExceptionally(new IllegalStateException("not started"));
    }
  }

  /**
   * A signal is how it is asked to stop, also while it starts; having done so is no failure. What
   * fails to start by itself has an exit status of its own.
   */
  private void stop() {
    askedEarly = !started.isDone();
    var inOrder = isStopped();
    LogFormat.flush();
    if (inOrder) {
      Runtime.getRuntime().halt(0);
    }
  }

  private boolean isStopped() {
    try {
      started.get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS).close();
      return true;
    } catch (ExecutionException e) {
      return askedEarly;
    } catch (TimeoutException e) {
      return false; // the virtual machine ends as the signal says
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void print(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
