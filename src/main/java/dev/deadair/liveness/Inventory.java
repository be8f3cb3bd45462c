package dev.deadair.liveness;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that is expected to produce data, and how often and how patiently we look at it.
 *
 * @param interval the time from one look at an instance to the next
 * @param patience how long a look may take after one that was late
 */
public record Inventory(Duration interval, Duration patience, List<ExpectedSite> sites) {

  public Inventory {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("the poll interval must be longer than zero");
    }
    sites = List.copyOf(sites);
  }

  /** One whose looks wait for half the shortest window at most. */
  public Inventory(Duration interval, List<ExpectedSite> sites) {
    this(interval, patience(sites), sites);
  }

  private static Duration patience(List<ExpectedSite> sites) {
    return sites.stream()
        .flatMap(
            site ->
                Stream.concat(
                    Stream.of(site.limits()), site.groups().stream().map(ExpectedGroup::limits)))
        .map(Limits::patience)
        .min(Comparator.naturalOrder())
        .orElseGet(Limits.DEFAULT::patience);
  }

  /** The time of one turn: what a look may wait for the turn that takes it. */
  private static final Duration TURN = Duration.ofSeconds(1);

  /** How long an advance of data covers at least, whatever the server's own scrape interval. */
  Duration cover() {
    return interval.multipliedBy(2);
  }

  /** How long it covers while looks are out of time: the next may be answered as late as that. */
  Duration patientCover() {
    return interval.plus(patience).plus(TURN);
  }

  /**
   * How soon after a look that got no answer another such says nothing of the controls, as not each
   * of them can have been asked since.
   */
  Duration unasked() {
    return interval.minus(TURN);
  }

  /** The longest time between two looks at which none is missing in between. */
  public Duration unbroken() {
    return interval.multipliedBy(2).plus(TURN);
  }

  /**
   * A site as the operator wants it watched; its pages carry the two links, where there are any.
   *
   * @param from until when it need not have produced anything yet; empty where it always should
   */
  public record ExpectedSite(
      SiteId id,
      Limits limits,
      Optional<Instant> from,
      List<ExpectedGroup> groups,
      Optional<URI> runbook,
      Optional<URI> dashboard) {
    public ExpectedSite {
      groups = List.copyOf(groups);
      if (groups.isEmpty()) {
        throw new IllegalArgumentException("site " + id + " has no group");
      }
    }

    /** One that should produce from the first look on. */
    public ExpectedSite(
        SiteId id,
        Limits limits,
        List<ExpectedGroup> groups,
        Optional<URI> runbook,
        Optional<URI> dashboard) {
      this(id, limits, Optional.empty(), groups, runbook, dashboard);
    }
  }

  /**
   * A group as the operator wants it watched.
   *
   * @param replicas how many should produce; with fewer, its redundancy is lost
   * @param replicaLabels which external labels tell its replicas apart; empty where nobody is to
   *     judge its labels
   * @param serviceName the name by which it is reached, whichever of its instances that leads to
   */
  public record ExpectedGroup(
      GroupId id,
      Limits limits,
      int replicas,
      Set<String> replicaLabels,
      List<ExpectedInstance> instances,
      Optional<String> serviceName) {

    /**
     * The names in use: Thanos' habit, the Prometheus operator's, Cortex' and Mimir's, and that of
     * Thanos' ruler.
     */
    public static final Set<String> REPLICA_LABELS =
        Set.of("replica", "prometheus_replica", "__replica__", "rule_replica");

    public ExpectedGroup {
      instances = List.copyOf(instances);
      replicaLabels = Set.copyOf(replicaLabels);
      if (instances.isEmpty()) {
        throw new IllegalArgumentException("group " + id + " has no instance");
      }
      if (replicas < 1) {
        throw new IllegalArgumentException("group " + id + " expects no replica");
      }
    }

    /** One whose instances should all produce, and that is reached by no name of its own. */
    public ExpectedGroup(GroupId id, Limits limits, List<ExpectedInstance> instances) {
      this(id, limits, instances, Optional.empty());
    }

    /** One whose instances should all produce. */
    public ExpectedGroup(
        GroupId id, Limits limits, List<ExpectedInstance> instances, Optional<String> serviceName) {
      this(id, limits, Math.max(1, instances.size()), REPLICA_LABELS, instances, serviceName);
    }
  }

  /** What an instance is there for, and so what counts as its data. */
  public enum Role {
    /** To have data: what it appends counts. */
    SERVER,
    /** To send data on, as an agent does: it counts once some remote has taken it. */
    FORWARDER
  }

  /** How what is there becomes known. */
  public sealed interface Source {

    /**
     * It is looked at.
     *
     * @param url its base, path prefix included
     */
    record Looks(URI url, Role role) implements Source {}

    /**
     * It cannot be reached, and lets itself be heard.
     *
     * @param deadline how long it may be silent
     */
    record Heartbeat(Duration deadline) implements Source {
      public Heartbeat {
        if (!deadline.isPositive()) {
          throw new IllegalArgumentException("a heartbeat may take longer than zero");
        }
      }
    }
  }

  /** A Prometheus server that should be there. */
  public record ExpectedInstance(InstanceId id, Source source) {

    /** One that is looked at. */
    public ExpectedInstance(InstanceId id, URI url, Role role) {
      this(id, new Source.Looks(url, role));
    }

    /** One that is looked at and there to have data. */
    public ExpectedInstance(InstanceId id, URI url) {
      this(id, url, Role.SERVER);
    }

    /** Where it is looked at; empty where it is only heard. */
    public Optional<URI> url() {
      return switch (source) {
        case Source.Looks(var url, _) -> Optional.of(url);
        case Source.Heartbeat _ -> Optional.empty();
      };
    }

    /** How long it may be silent; empty where it is looked at. */
    public Optional<Duration> heartbeat() {
      return switch (source) {
        case Source.Looks _ -> Optional.empty();
        case Source.Heartbeat(var deadline) -> Optional.of(deadline);
      };
    }

    public Role role() {
      return switch (source) {
        case Source.Looks(_, var role) -> role;
        case Source.Heartbeat _ -> Role.SERVER;
      };
    }

    /** Whether it is on this very machine, so that a control on loopback can vouch for it. */
    public boolean onLoopback() {
      var host = url().map(URI::getHost).orElse(null);
      return host != null
          && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }
  }
}
