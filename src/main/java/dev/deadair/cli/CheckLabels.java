package dev.deadair.cli;

import dev.deadair.app.LabelSurvey;
import dev.deadair.config.Settings;
import dev.deadair.config.Settings.Result;
import dev.deadair.diagnosis.LabelFault;
import dev.deadair.diagnosis.Labelled;
import dev.deadair.diagnosis.Labels;
import dev.deadair.lint.ExternalLabels;
import dev.deadair.lint.SidecarFit;
import dev.deadair.lint.ThanosFit;
import dev.deadair.lint.ThanosFlags;
import dev.deadair.notify.Inquiry.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deadair check labels}: external labels over the whole fleet. */
@Command(
    name = "labels",
    description = {
      "Says what is wrong with external labels: none for the replica, placeholders, the same set"
          + " twice, labels that differ where they must not.",
      "Each FILE is a prometheus.yml, our own configuration (*.conf, whose servers are asked), or"
          + " holds the command line of a Thanos querier or compactor, whose replica labels must"
          + " fit; each URL is a Prometheus, or a Thanos querier.",
      "Exit status: 0 fine, 1 a problem was found, 2 a FILE cannot be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class CheckLabels implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ReportFormat format = new ReportFormat();

  @Option(
      names = "--replicas",
      description = "The files and URLs are replicas of each other: one group.")
  private boolean replicas;

  @Option(
      names = "--replica-label",
      paramLabel = "NAME",
      description = "A label that tells replicas apart, beside the usual ones; may be repeated.")
  private List<String> replicaLabels = new ArrayList<>();

  @Parameters(paramLabel = "FILE|URL", arity = "1..*", description = "What is to be checked.")
  private List<String> inputs = new ArrayList<>();

  private final List<Remark> remarks = new ArrayList<>();
  private final List<Labelled<Source>> servers = new ArrayList<>();
  private final Map<String, ThanosFlags> components = new LinkedHashMap<>();
  private final Map<String, SidecarFit> sidecars = new LinkedHashMap<>();
  private final List<String> urls = new ArrayList<>();
  private boolean unreadable;

  CheckLabels(Map<String, String> environment) {
    this.environment = environment;
  }

  /** A server or a file, with its labels. */
  private record Source(String name, ExternalLabels labels) {
    @Override
    public String toString() {
      return name;
    }
  }

  @Override
  public Integer call() {
    inputs.forEach(this::read);
    for (var fault : Labels.faults(servers)) {
      remarks.add(Remark.error(code(fault), fault.server().name(), line(fault), fault.words()));
    }
    components.forEach(
        (name, flags) ->
            ThanosFit.faults(flags, servers)
                .forEach(
                    fault ->
                        remarks.add(
                            Remark.error(
                                "thanos-replica-labels",
                                name,
                                flags.lines().getOrDefault(fault.flag(), 1),
                                "--" + fault.flag() + " " + fault.words()))));
    sidecars.forEach(this::judge);
    print();
    return unreadable ? 2 : remarks.stream().anyMatch(Remark::isError) ? 1 : 0;
  }

  private void read(String input) {
    if (input.startsWith("http://") || input.startsWith("https://")) {
      live(input);
    } else if (input.endsWith(".conf")) {
      inventory(Path.of(input));
    } else {
      file(input);
    }
  }

  private void live(String url) {
    switch (LabelSurvey.ask(URI.create(url))) {
      case ExternalLabels.Result.Read(var labels) -> {
        urls.add(url);
        add(url, labels, group());
      }
      case ExternalLabels.Result.NotRead(_, var why) -> {
        var flags =
            LabelSurvey.ask(URI.create(url), "/api/v1/status/flags")
                    instanceof Reply.Said(var json, _)
                ? ThanosFlags.status(json)
                : Optional.<ThanosFlags>empty();
        flags.ifPresentOrElse(
            each -> components.put(url, each),
            () -> remarks.add(Remark.error("unread", url, 1, why)));
      }
    }
  }

  /** A sidecar's own Prometheus is in the same text; else it is one of those that can be asked. */
  private void judge(String name, SidecarFit sidecar) {
    if (!sidecar.uploads()) {
      return;
    }
    if (sidecar.server().isPresent()) {
      sidecar.server().get().fault().ifPresent(words -> blocks(name, sidecar.line(), words));
      return;
    }
    for (var url : urls) {
      if (LabelSurvey.ask(URI.create(url), "/api/v1/status/flags")
          instanceof Reply.Said(var json, _)) {
        SidecarFit.status(json)
            .flatMap(SidecarFit.Durations::fault)
            .ifPresent(words -> blocks(url, 1, words));
      }
    }
    urls.clear(); // once is enough, however many sidecars there are
  }

  private void blocks(String name, int line, String words) {
    remarks.add(Remark.error("thanos-block-duration", name, line, words));
  }

  private void inventory(Path file) {
    switch (Settings.load(file, Map.of(), environment)) {
      case Result.Loaded(var settings, _) -> {
        try {
          LabelSurvey.ask(settings).forEach(this::add);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      case Result.Broken(var problems, _) ->
          problems.forEach(
              each -> remarks.add(Remark.error("unread", each.source(), each.line(), each.text())));
      case Result.Unreadable(_, var why) -> unreadable(file.toString(), why);
    }
  }

  private void add(LabelSurvey.Finding finding) {
    var id = finding.instance().id();
    switch (finding.result()) {
      case ExternalLabels.Result.Read(var labels) ->
          add(id.toString(), labels, Optional.of(id.group().toString()));
      case ExternalLabels.Result.NotRead(_, var why) ->
          remarks.add(Remark.error("unread", id.toString(), 1, why));
    }
  }

  private void file(String name) {
    String text;
    try {
      text = Files.readString(Path.of(name));
    } catch (IOException e) {
      unreadable(name, Unreadable.sentence(e));
      return;
    }
    var flags = ThanosFlags.in(text);
    flags.ifPresent(each -> components.put(name, each));
    var sidecar = SidecarFit.in(text);
    sidecar.ifPresent(each -> sidecars.put(name, each));
    if (flags.isPresent() || sidecar.isPresent()) {
      return;
    }
    switch (ExternalLabels.configuration(text, environment)) {
      case ExternalLabels.Result.Read(var labels) -> add(name, labels, group());
      case ExternalLabels.Result.NotRead(var line, var why) ->
          remarks.add(Remark.error("unread", name, line, why));
    }
  }

  private void unreadable(String name, String why) {
    unreadable = true;
    spec.commandLine().getErr().println(why.startsWith(name) ? why : name + " " + why);
  }

  private Optional<String> group() {
    return replicas ? Optional.of("") : Optional.empty();
  }

  /** What hangs on a variable that is not set here cannot be compared with anything. */
  private void add(String name, ExternalLabels labels, Optional<String> group) {
    if (labels.unset().isEmpty()) {
      var telling = new TreeSet<>(Labelled.REPLICA_LABELS);
      telling.addAll(replicaLabels);
      servers.add(new Labelled<>(new Source(name, labels), group, telling, labels.labels()));
    } else {
      remarks.add(
          Remark.warning(
              "unset-variable",
              name,
              labels.line(),
              "needs %s, which is not set here; its labels are not compared"
                  .formatted(String.join(", ", labels.unset()))));
    }
  }

  private static int line(LabelFault<Source> fault) {
    var labels = fault.server().labels();
    return switch (fault) {
      case LabelFault.Sentinel<Source> it -> labels.lineOf(it.label());
      case LabelFault.Unexpanded<Source> it -> labels.lineOf(it.label());
      case LabelFault.Differs<Source> it -> labels.lineOf(it.label());
      case LabelFault.NoReplica<Source> _, LabelFault.Same<Source> _ -> labels.line();
    };
  }

  private static String code(LabelFault<Source> fault) {
    return switch (fault) {
      case LabelFault.Sentinel<Source> _ -> "placeholder-label";
      case LabelFault.Unexpanded<Source> _ -> "unexpanded-label";
      case LabelFault.Differs<Source> _ -> "labels-differ";
      case LabelFault.NoReplica<Source> _ -> "no-replica-label";
      case LabelFault.Same<Source> _ -> "same-labels";
    };
  }

  private static Map<String, ?> json(Labelled<Source> server) {
    var json = new LinkedHashMap<String, Object>();
    json.put("server", server.server().name());
    json.put("labels", server.labels());
    return json;
  }

  private void print() {
    remarks.sort(Comparator.comparing(Remark::source).thenComparingInt(Remark::line));
    var out = spec.commandLine().getOut();
    switch (format.kind()) {
      case TEXT -> {
        remarks.forEach(out::println);
        var errors = remarks.stream().filter(Remark::isError).count();
        out.printf(
            "%s, %s, %s%n",
            Counted.of(servers.size(), "server"),
            Counted.of(errors, "error"),
            Counted.of(remarks.size() - errors, "warning"));
      }
      case JSON -> {
        var json = new LinkedHashMap<String, Object>();
        json.put("servers", servers.stream().map(CheckLabels::json).toList());
        json.put("findings", remarks.stream().map(Remark::json).toList());
        out.println(Json.of(json));
      }
      case SARIF -> out.println(Json.of(Sarif.log(remarks)));
    }
  }
}
