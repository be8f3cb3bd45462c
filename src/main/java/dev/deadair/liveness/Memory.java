package dev.deadair.liveness;

import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run of ours leaves to the next, as a journal keeps it: wall times, since the other clocks
 * mean nothing after a reboot, and all by the wall clock as it was when they were written, whatever
 * steps it made before.
 */
public record Memory(
    Map<InstanceId, RememberedInstance> instances,
    Map<GroupId, RememberedJudgement> groups,
    Map<SiteId, RememberedJudgement> sites,
    Map<GroupId, Hours> baselines,
    Map<GroupId, ServiceName> names) {

  public static final Memory NONE = new Memory(Map.of(), Map.of(), Map.of(), Map.of());

  public Memory {
    instances = Map.copyOf(instances);
    groups = Map.copyOf(groups);
    sites = Map.copyOf(sites);
    baselines = Map.copyOf(baselines);
    names = Map.copyOf(names);
  }

  /** One that remembers no service names. */
  public Memory(
      Map<InstanceId, RememberedInstance> instances,
      Map<GroupId, RememberedJudgement> groups,
      Map<SiteId, RememberedJudgement> sites,
      Map<GroupId, Hours> baselines) {
    this(instances, groups, sites, baselines, Map.of());
  }

  /** One that remembers no baselines. */
  public Memory(
      Map<InstanceId, RememberedInstance> instances,
      Map<GroupId, RememberedJudgement> groups,
      Map<SiteId, RememberedJudgement> sites) {
    this(instances, groups, sites, Map.of());
  }

  /**
   * An instance's data clock and the counters of its last reading.
   *
   * @param readAt when {@code scrape} was read; present exactly when that is
   * @param replay how long its latest replay took
   * @param inspectedAt when {@code identity} was read; present exactly when that is
   * @param changes what of it has changed of late, oldest first
   */
  public record RememberedInstance(
      Optional<Instant> lastData,
      Optional<Instant> readAt,
      Optional<Scrape> scrape,
      Optional<Duration> replay,
      Optional<Instant> inspectedAt,
      Optional<Identity> identity,
      List<Change> changes) {
    public RememberedInstance {
      changes = List.copyOf(changes);
    }

    /** One that has not been asked who it is. */
    public RememberedInstance(
        Optional<Instant> lastData,
        Optional<Instant> readAt,
        Optional<Scrape> scrape,
        Optional<Duration> replay) {
      this(lastData, readAt, scrape, replay, Optional.empty(), Optional.empty(), List.of());
    }
  }

  /**
   * A site's or group's state and clocks.
   *
   * @param dark its stretches without data within the coverage span
   */
  public record RememberedJudgement(
      SiteState state,
      Duration accrued,
      Optional<Instant> upTo,
      List<RememberedStretch> dark,
      Optional<SiteState.Why> absence) {
    public RememberedJudgement {
      dark = List.copyOf(dark);
    }
  }

  /** A time without data. */
  public record RememberedStretch(Instant from, Instant to) {}

  /** Both together; where they speak of the same thing, {@code later} wins. */
  public Memory and(Memory later) {
    return new Memory(
        merged(instances, later.instances),
        merged(groups, later.groups),
        merged(sites, later.sites),
        merged(baselines, later.baselines),
        merged(names, later.names));
  }

  private static <K, V> Map<K, V> merged(Map<K, V> one, Map<K, V> later) {
    var merged = new HashMap<>(one);
    merged.putAll(later);
    return merged;
  }

  /** What is to be remembered of {@code instance}. */
  public static RememberedInstance of(Instance instance, Moment now) {
    var reading = instance.life().map(Life::latest);
    var identified = instance.inspection().filter(each -> each.identity().isPresent());
    return new RememberedInstance(
        instance.clock().lastData().map(now::wallOf),
        reading.map(read -> now.wallOf(read.at())),
        reading.map(Reading::scrape),
        instance.lives().replay(),
        identified.map(Inspection::at).map(now::wallOf),
        identified.flatMap(Inspection::identity),
        instance.profile().changes());
  }

  /** What is to be remembered of {@code judgement}. */
  public static RememberedJudgement of(Judgement judgement, Moment now) {
    return new RememberedJudgement(
        dated(judgement, now),
        judgement.noData().accrued(),
        judgement.noData().upTo().map(now::wallOf),
        judgement.dark().all().stream()
            .map(each -> new RememberedStretch(now.wallOf(each.from()), now.wallOf(each.to())))
            .toList(),
        judgement.absence());
  }

  /** Since when there is data decides in the next run, too, what is over. */
  private static SiteState dated(Judgement judgement, Moment now) {
    return judgement.state() instanceof SiteState.Producing is
        ? judgement.back().map(now::wallOf).map(SiteState.Producing::new).orElse(is)
        : judgement.state();
  }

  /** {@code expected} as an earlier run left it, unlooked-at by this one. */
  Site recall(ExpectedSite expected, Inventory inventory, Moment now) {
    List<Group> recalled =
        expected.groups().stream().map(group -> recall(group, inventory, now)).toList();
    return new Site(expected, recall(sites.get(expected.id()), now), recalled);
  }

  private Group recall(ExpectedGroup expected, Inventory inventory, Moment now) {
    List<Instance> recalled =
        expected.instances().stream().map(each -> recall(each, inventory, now)).toList();
    return new Group(
        expected,
        recall(groups.get(expected.id()), now),
        Ingestion.remembering(baselines.getOrDefault(expected.id(), Hours.NONE)),
        recalled,
        expected.serviceName().map(name -> recall(name, names.get(expected.id()))));
  }

  private Instance recall(ExpectedInstance expected, Inventory inventory, Moment now) {
    var unseen = Instance.unseen(expected, inventory, now.wall());
    var remembered = instances.get(expected.id());
    if (remembered == null) {
      return unseen;
    }
    var reading =
        remembered
            .readAt()
            .flatMap(at -> remembered.scrape().map(read -> new Reading(now.noted(at), read)));
    var inspection =
        remembered
            .inspectedAt()
            .map(
                at ->
                    new Inspection(expected.id(), now.noted(at), remembered.identity(), Map.of()));
    return unseen.remembering(
        remembered.lastData().map(now::noted),
        reading,
        remembered.replay(),
        new Profile(inspection, remembered.changes()));
  }

  private static ServiceName recall(String name, @Nullable ServiceName of) {
    return of != null && of.name().equals(name) ? of : ServiceName.unresolved(name);
  }

  private static Judgement recall(@Nullable RememberedJudgement of, Moment now) {
    if (of == null) {
      return Judgement.UNKNOWN;
    }
    var clock = new NoDataClock(of.accrued(), of.upTo().map(now::noted));
    var dark =
        of.dark().stream()
            .map(each -> new Stretches.Stretch(now.noted(each.from()), now.noted(each.to())))
            .toList();
    return new Judgement(
        of.state(),
        clock,
        new Stretches(dark),
        of.absence(),
        Stretches.NONE,
        of.state() instanceof SiteState.Producing(var since)
            ? Optional.of(now.noted(since))
            : Optional.empty(),
        Judgement.UNKNOWN.blind());
  }
}
