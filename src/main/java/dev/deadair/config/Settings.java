package dev.deadair.config;

import dev.deadair.alert.DrillPlan;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Waivers;
import dev.deadair.alert.Waivers.Waiver;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.SiteId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an operator decides about one daemon; there is no half of it.
 *
 * @param timeout of one look, never longer than the interval of the inventory
 * @param connections of every instance of the inventory
 * @param logs of those instances whose log can be read on this machine
 * @param receivers those of the routing, in the same order
 * @param controls addresses that ought to answer: when none does, we are blind
 * @param nameServer asked for service names instead of the machine's own; not resolved
 * @param waivers sites for which nobody need be paged
 * @param unwoken sites of which no receiver can page, and what to say of it
 * @param storage the directory of journal and history
 * @param longestMaintenance what no maintenance may exceed
 * @param drills who is tried again and again
 * @param heartbeat the dead man's switch that we ping; empty: nobody watches this watcher
 */
public record Settings(
    Inventory inventory,
    Duration timeout,
    Map<InstanceId, Connection> connections,
    Map<InstanceId, LogSource> logs,
    Routing routing,
    List<ReceiverSettings> receivers,
    List<URI> controls,
    Optional<InetSocketAddress> nameServer,
    Map<SiteId, SiteWaiver> waivers,
    Map<SiteId, Problem> unwoken,
    Path storage,
    Web web,
    Duration longestMaintenance,
    List<DrillPlan> drills,
    Optional<Heartbeat> heartbeat) {

  public Settings {
    connections = Map.copyOf(connections);
    logs = Map.copyOf(logs);
    receivers = List.copyOf(receivers);
    controls = List.copyOf(controls);
    drills = List.copyOf(drills);
    waivers = Map.copyOf(waivers);
    unwoken = Map.copyOf(unwoken);
  }

  /** A decision that a site pages nobody, and what to say once it is over. */
  public record SiteWaiver(Waiver waiver, Problem over) {}

  /** The sites for which nobody need be paged, until their day. */
  public Waivers waived() {
    return new Waivers(
        waivers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().waiver())));
  }

  /**
   * Sites for which nobody would be paged and ought to be: a waiver is over, or no receiver can. No
   * reason not to start, and a problem all the same.
   */
  public List<Problem> unpaged(Instant now) {
    var over =
        waivers.values().stream()
            .filter(each -> !now.isBefore(each.waiver().until()))
            .map(SiteWaiver::over);
    var unable =
        unwoken.entrySet().stream()
            .filter(each -> !waivers.containsKey(each.getKey()))
            .map(Map.Entry::getValue);
    return Stream.concat(over, unable).sorted().toList();
  }

  /**
   * Where we serve.
   *
   * @param listenAddress not resolved; port 0 leaves the choice to the kernel
   * @param externalUrl how others reach us, path prefix included
   * @param receiptToken the bearer of receipts and heartbeats; empty: none is let in
   */
  public record Web(
      InetSocketAddress listenAddress, Optional<URI> externalUrl, Optional<Secret> receiptToken) {}

  /** A dead man's switch: it wakes somebody when it is not pinged. */
  public record Heartbeat(URI url, Duration interval) {}

  /** What came of reading a configuration. */
  public sealed interface Result {

    /** All of it is right; the warnings are for the operator to know. */
    record Loaded(Settings settings, List<Problem> warnings) implements Result {
      public Loaded {
        warnings = List.copyOf(warnings);
      }
    }

    /** Every problem there is, so that one more try is enough. */
    record Broken(List<Problem> problems, List<Problem> warnings) implements Result {
      public Broken {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
      }
    }

    /** The file itself cannot be read; {@code why} is worded to follow its name. */
    record Unreadable(Path file, String why) implements Result {}
  }

  /**
   * Reads a configuration, and the files it names.
   *
   * @param file null for the defaults alone
   * @param flags by the path of the setting, without the leading {@code deadair}: they win over the
   *     file
   * @param environment where substitutions come from, and thus secrets may
   */
  public static Result load(
      @Nullable Path file, Map<String, String> flags, Map<String, String> environment) {
    if (file != null) {
      var unreadable = TextFile.unreadable(file);
      if (unreadable.isPresent()) {
        return new Result.Unreadable(file, unreadable.get());
      }
    }
    var problems = new Problems(file == null ? "defaults" : file.toString());
    var settings =
        new Hocon(environment, problems)
            .read(file, flags)
            .flatMap(tree -> new SettingsReader(problems).read(tree));
    return settings.isPresent() && !problems.any()
        ? new Result.Loaded(settings.get(), problems.warnings())
        : new Result.Broken(problems.errors(), problems.warnings());
  }
}
