package dev.deadair.cli;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import dev.deadair.migrate.Check;
import dev.deadair.migrate.Postflight;
import dev.deadair.migrate.Report;
import dev.deadair.probe.Approach;
import dev.deadair.probe.Lookout;
import dev.deadair.probe.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code deadair migrate postflight}: before the service name moves. */
@Command(
    name = "postflight",
    description = {
      "Watches a new server until the service name may move to it: ready, no damage, ingesting as"
          + " much as its sibling for a while, one head compaction, one restart by you. Prints what"
          + " has been shown, and ends with go or no-go. It asks both servers for /metrics,"
          + " /-/healthy and /-/ready, and changes nothing.",
      "Exit status: 0 go, 1 no-go, 2 it could not run."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class MigratePostflight implements Callable<Integer> {
  private static final GroupId GROUP = new GroupId(new SiteId("migrate"), "postflight");
  private static final InstanceId NEW = new InstanceId(GROUP, "new");
  private static final InstanceId SIBLING = new InstanceId(GROUP, "sibling");

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputFormat format = new OutputFormat();
  @Mixin private InstanceOptions instances = new InstanceOptions();

  @Parameters(index = "0", paramLabel = "NEW", description = "Where the new server answers.")
  private URI fresh = URI.create("");

  @Parameters(
      index = "1",
      paramLabel = "SIBLING",
      description = "Where a server answers that scrapes the same targets.")
  private URI sibling = URI.create("");

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Span.class,
      description = "How long it must keep up with its sibling; default: 15m.")
  private Duration span = Duration.ofMinutes(15);

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Span.class,
      description = "After which it is no-go; default: 5h, two head compactions and a restart.")
  private Duration timeout = Duration.ofHours(5);

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = Span.class,
      description = "From one look to the next; default: 15s.")
  private Duration interval = Duration.ofSeconds(15);

  private final ArrayBlockingQueue<Report> reports = new ArrayBlockingQueue<>(1);
  private final Map<String, Check> told = new HashMap<>();

  @Override
  public Integer call() throws InterruptedException {
    Approach approach;
    try {
      approach = instances.approach();
    } catch (IOException e) {
      spec.commandLine().getErr().println(Unreadable.sentence(e));
      return 2;
    }
    var postflight = new Postflight(NEW, span);
    var deadline = System.nanoTime() + timeout.toNanos();
    var targets = List.of(target(NEW, fresh, approach), target(SIBLING, sibling, approach));
    try (var _ =
        new Lookout(
            targets,
            interval,
            interval.compareTo(Duration.ofSeconds(10)) < 0 ? interval : Duration.ofSeconds(10),
            look -> {
              synchronized (postflight) {
                postflight.saw(look);
                reports.clear(); // the newer says all that the older did
                reports.add(postflight.report());
              }
            })) {
      var report = postflight.report();
      while (!report.isGo() && !report.isLost() && System.nanoTime() < deadline) {
        var next = reports.poll(100, TimeUnit.MILLISECONDS);
        if (next != null) {
          report = next;
          tell(report);
        }
      }
      end(report);
      return report.isGo() ? 0 : 1;
    }
  }

  /** A line whenever the outcome of a check changes. */
  private void tell(Report report) {
    if (format.isJson()) {
      return;
    }
    for (var check : report.checks()) {
      var before = told.put(check.name(), check);
      if (before == null || before.outcome() != check.outcome()) {
        var out = spec.commandLine().getOut();
        out.printf("%s ", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        ReportText.print(check, out);
        out.flush();
      }
    }
  }

  private void end(Report report) {
    var out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(Json.of(ReportText.json(report)));
      return;
    }
    report.checks().stream()
        .filter(each -> each.outcome() != Check.Outcome.GO)
        .forEach(each -> ReportText.print(each, out));
    out.printf(
        report.isGo()
            ? "%s: go: the service name may move%n"
            : "%s: no-go: leave the service name where it is%n",
        fresh);
  }

  private Target target(InstanceId id, URI url, Approach approach) {
    try {
      return new Target(id, url, approach);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "'" + url + "' is no URL such as http://prometheus5002:9090", e);
    }
  }

  /** As in Prometheus' flags: {@code 15m}, {@code 90s}, {@code 5h}. */
  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        var span = Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
        if (span.isPositive()) {
          return span;
        }
      } catch (java.time.DateTimeException notOne) {
        throw new TypeConversionException("'" + text + "' is no duration such as 15m");
      }
      throw new TypeConversionException("'" + text + "' is no duration such as 15m");
    }
  }
}
