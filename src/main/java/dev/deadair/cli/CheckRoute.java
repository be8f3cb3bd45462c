package dev.deadair.cli;

import dev.deadair.alert.Alert;
import dev.deadair.alert.MemberClocks;
import dev.deadair.alert.Raisable;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Route;
import dev.deadair.alert.RouteCheck;
import dev.deadair.alert.RouteFault;
import dev.deadair.alert.Routes.Destination;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Trees;
import dev.deadair.app.RouteSurvey;
import dev.deadair.app.RouteSurvey.Finding;
import dev.deadair.config.Settings;
import dev.deadair.config.Settings.Result;
import dev.deadair.lint.RoutesReader;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deadair check route}: would each of our alerts reach a human? */
@Command(
    name = "route",
    description = {
      "Walks the routes of Alertmanager for every alert that could be raised, and says which would"
          + " get nobody out of bed.",
      "Without a FILE it asks the Alertmanagers of the configuration themselves.",
      "Exit status: 0 fine, 1 a problem was found, 2 nothing could be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class CheckRoute implements Callable<Integer> {

  private final Map<String, String> environment;
  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputFormat format = new OutputFormat();

  @Option(names = "--config.file", paramLabel = "FILE", description = "Our own configuration.")
  private @Nullable Path configFile;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Configurations of Alertmanager, one for each member of a cluster.")
  private List<Path> files = new ArrayList<>();

  CheckRoute(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    return switch (Settings.load(configFile, Map.of(), environment)) {
      case Result.Loaded(var settings, _) -> check(settings);
      case Result.Broken(var problems, _) -> {
        problems.forEach(each -> error(each.place() + ": " + each.text()));
        yield 1;
      }
      case Result.Unreadable(var file, var why) -> {
        error(file + " " + why);
        yield 2;
      }
    };
  }

  private int check(Settings settings) {
    var findings = findings(settings);
    if (findings.isEmpty() && !files.isEmpty()) {
      error("no Alertmanager is configured: there are no routes to check");
      return 2;
    }
    var trees = Trees.NONE;
    var clocks = MemberClocks.NONE;
    var asked = new Moment(now(), Duration.ZERO, Duration.ZERO);
    var unread = new ArrayList<Finding.Unrouted>();
    for (var finding : findings) {
      switch (finding) {
        case Finding.Routed(var route, var routes, var ahead) -> {
          trees = trees.with(route, routes, asked);
          clocks = clocks.heard(route, ahead, asked);
        }
        case Finding.Unrouted none -> unread.add(none);
      }
    }
    var routing = files.isEmpty() ? settings.routing() : byFiles(settings.routing());
    var alerts = Raisable.all(settings.inventory(), routing.watcher());
    var faults =
        Stream.concat(
                clocks.faults(routing, asked).stream(),
                RouteCheck.faults(alerts, routing, trees, settings.waived(), now()).stream())
            .toList();
    if (format.isJson()) {
      var json = new LinkedHashMap<String, Object>();
      json.put("unread", unread.stream().map(CheckRoute::json).toList());
      json.put("faults", faults.stream().map(CheckRoute::json).toList());
      json.put("alerts", ways(alerts, routing, trees));
      spec.commandLine().getOut().println(Json.of(json));
    } else {
      print(unread, faults, findings.size());
    }
    return trees.byRoute().isEmpty() && !findings.isEmpty()
        ? 2
        : unread.isEmpty() && faults.stream().noneMatch(RouteFault::grave) ? 0 : 1;
  }

  private Instant now() {
    return clock.instant();
  }

  private List<Finding> findings(Settings settings) {
    if (files.isEmpty()) {
      try {
        return RouteSurvey.of(settings).ask();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    return settings.routing().receivers().stream()
        .filter(CheckRoute::isAlertmanager)
        .flatMap(receiver -> files.stream().map(file -> read(receiver, file)))
        .toList();
  }

  private static Finding read(Receiver receiver, Path file) {
    var route = new Route(receiver.name(), file.toString());
    try {
      return switch (RoutesReader.configuration(Files.readString(file))) {
        case RoutesReader.Result.Read(var routes) ->
            new Finding.Routed(route, routes, Optional.empty());
        case RoutesReader.Result.NotRead(var line, var why) ->
            new Finding.Unrouted(route, "line " + line + " " + why);
      };
    } catch (IOException e) {
      return new Finding.Unrouted(route, Unreadable.sentence(e).replace(file + ": ", ""));
    }
  }

  /** Every Alertmanager with the files for members. */
  private Routing byFiles(Routing routing) {
    var members = files.stream().map(Path::toString).toList();
    return new Routing(
        routing.watcher(),
        routing.externalUrl(),
        routing.receivers().stream()
            .map(each -> isAlertmanager(each) ? each.withMembers(members) : each)
            .toList(),
        routing.ofSite());
  }

  private static boolean isAlertmanager(Receiver receiver) {
    return receiver.nature() instanceof Receiver.Nature.Level;
  }

  private void print(List<Finding.Unrouted> unread, List<RouteFault> faults, int members) {
    var out = spec.commandLine().getOut();
    for (var each : unread) {
      out.printf("%s: error: %s%n", place(each.route()), each.why());
    }
    for (var each : faults) {
      out.printf(
          "%s: %s: %s%s (%s)%n",
          place(each),
          grade(each),
          each.site().map(site -> site + ": ").orElse(""),
          each.sentence(),
          each.kind().word());
    }
    var errors = unread.size() + faults.stream().filter(RouteFault::grave).count();
    out.printf(
        "%s: %s, %s%n",
        Counted.of(members, "member"),
        Counted.of(errors, "error"),
        Counted.of(faults.size() + unread.size() - errors, "warning"));
  }

  private static String grade(RouteFault fault) {
    return fault.grave() ? "error" : "warning";
  }

  private static String place(RouteFault fault) {
    var members = String.join(", ", fault.members());
    return fault.receiver().equals(members) ? members : fault.receiver() + " " + members;
  }

  private static String place(Route route) {
    return route.receiver() + " " + route.member();
  }

  private static Map<String, ?> json(Finding.Unrouted unread) {
    var json = new LinkedHashMap<String, Object>();
    json.put("receiver", unread.route().receiver());
    json.put("member", unread.route().member());
    json.put("why", unread.why());
    return json;
  }

  private static Map<String, ?> json(RouteFault fault) {
    var json = new LinkedHashMap<String, Object>();
    json.put("code", fault.kind().word());
    json.put("severity", grade(fault));
    json.put("receiver", fault.receiver());
    json.put("members", fault.members());
    fault.site().map(SiteId::name).ifPresent(site -> json.put("site", site));
    json.put("alerts", fault.alerts());
    json.put("summary", fault.sentence());
    return json;
  }

  private static List<Map<String, ?>> ways(List<Alert> alerts, Routing routing, Trees trees) {
    var ways = new ArrayList<Map<String, ?>>();
    for (var alert : alerts) {
      for (var receiver : routing.receiversFor(alert.site(), alert.severity())) {
        for (var member : receiver.members()) {
          var labels = receiver.labelled(alert);
          trees
              .of(new Route(receiver.name(), member))
              .ifPresent(
                  routes -> {
                    var json = new LinkedHashMap<String, Object>();
                    json.put("receiver", receiver.name());
                    json.put("member", member);
                    json.put("labels", labels);
                    json.put(
                        "destinations",
                        routes.destinations(labels).stream().map(CheckRoute::json).toList());
                    ways.add(json);
                  });
        }
      }
    }
    return ways;
  }

  private static Map<String, ?> json(Destination destination) {
    var json = new LinkedHashMap<String, Object>();
    json.put("receiver", destination.contact().name());
    json.put("pages", destination.pages());
    json.put("groupKey", destination.key().value());
    json.put("mutedIn", destination.mutedIn());
    json.put("activeIn", destination.activeIn());
    return json;
  }

  private void error(String line) {
    spec.commandLine().getErr().println(line);
  }
}
