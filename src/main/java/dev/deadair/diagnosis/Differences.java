package dev.deadair.diagnosis;

import dev.deadair.liveness.Group;
import dev.deadair.liveness.Identity;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.Life;
import dev.deadair.liveness.Reading;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A server in trouble beside a replica that is well: only what differs, and by more than replicas
 * do.
 */
public final class Differences {

  private static final String NONE = "none";

  /** How far apart the newest samples, the starts and the loads of replicas may be. */
  private static final Duration HEAD = Duration.ofMinutes(1);

  private static final Duration LOADS = Duration.ofMinutes(5);

  /** By which share counts of replicas may differ: they do not scrape at the same instant. */
  private static final double ALIKE = 0.1;

  /** Who runs with more that differ is no replica. */
  private static final int MOST_FLAGS = 12;

  private final Instance here;
  private final Instance there;
  private final Set<String> replicaLabels;
  private final List<Difference> found = new ArrayList<>();

  private Differences(Instance here, Instance there, Set<String> replicaLabels) {
    this.here = here;
    this.there = there;
    this.replicaLabels = replicaLabels;
  }

  /** Of {@code instance}; none where it is well, or no replica of it is. */
  public static List<Difference> of(Instance instance, Group group, Diagnoses diagnoses) {
    if (isWell(instance, diagnoses)) {
      return List.of();
    }
    return group.instances().stream()
        .filter(each -> !each.id().equals(instance.id()))
        .filter(each -> each.state().isProducing())
        .min(Comparator.comparing(each -> !isWell(each, diagnoses)))
        .map(well -> between(instance, well, group.expected().replicaLabels()))
        .orElse(List.of());
  }

  private static boolean isWell(Instance instance, Diagnoses diagnoses) {
    return instance.state().isProducing()
        && diagnoses.of(instance.id()).stream()
            .allMatch(each -> each.severity() == Code.Severity.INFO);
  }

  /** What sets {@code here} apart from {@code there}. */
  static List<Difference> between(Instance here, Instance there, Set<String> replicaLabels) {
    return new Differences(here, there, replicaLabels).all();
  }

  private List<Difference> all() {
    text("version", scrape -> scrape.version());
    identities();
    flags();
    times("started", LOADS, Reading::processStart);
    times("configuration loaded", LOADS, Differences::loaded);
    heads();
    counts("targets", scrape -> Optional.of(scrape.targets()));
    counts("series in the head", scrape -> signal(scrape, Signal.HEAD_SERIES));
    counts("blocks", scrape -> signal(scrape, Signal.BLOCKS_LOADED));
    counts("write-ahead log, bytes", scrape -> signal(scrape, Signal.WAL_SIZE));
    counts("failed compactions", scrape -> signal(scrape, Signal.COMPACTIONS_FAILED));
    counts("truncations of the write-ahead log", scrape -> signal(scrape, Signal.WAL_TRUNCATIONS));
    counts("memory, bytes", scrape -> signal(scrape, Signal.MEMORY));
    return List.copyOf(found);
  }

  private void text(String what, Function<Scrape, Optional<String>> of) {
    add(what, scrape(here).flatMap(of), scrape(there).flatMap(of));
  }

  private void identities() {
    var mine = here.profile().identity();
    var other = there.profile().identity();
    if (mine.isEmpty() || other.isEmpty()) {
      return;
    }
    var labels = new TreeSet<>(mine.get().externalLabels().keySet());
    labels.addAll(other.get().externalLabels().keySet());
    labels.removeAll(replicaLabels);
    for (var label : labels) {
      add("external label " + label, label(mine.get(), label), label(other.get(), label));
    }
  }

  /** Those that both tell: versions differ in which they have. */
  private void flags() {
    var mine = here.profile().flags();
    var other = there.profile().flags();
    mine.keySet().stream()
        .filter(other::containsKey)
        .filter(name -> !Objects.equals(mine.get(name), other.get(name)))
        .sorted()
        .limit(MOST_FLAGS)
        .forEach(name -> add("flag " + name, flag(mine, name), flag(other, name)));
  }

  private static Optional<String> flag(Map<String, String> flags, String name) {
    return Optional.ofNullable(flags.get(name)).filter(value -> !value.isEmpty());
  }

  private static Optional<String> label(Identity identity, String name) {
    return Optional.ofNullable(identity.externalLabels().get(name));
  }

  /** Replicas that were started, or loaded what they run with, at different times. */
  private void times(String what, Duration alike, Function<Reading, Instant> of) {
    var mine = reading(here).map(of).filter(at -> at.isAfter(Instant.EPOCH));
    var other = reading(there).map(of).filter(at -> at.isAfter(Instant.EPOCH));
    if (mine.isPresent()
        && other.isPresent()
        && Duration.between(mine.get(), other.get()).abs().compareTo(alike) > 0) {
      add(what, mine.map(Plain::time), other.map(Plain::time));
    }
  }

  /** How old its newest sample was when it was read: the two are not read at one instant. */
  private void heads() {
    var mine = reading(here).flatMap(Differences::age);
    var other = reading(there).flatMap(Differences::age);
    if (mine.isPresent()
        && other.isPresent()
        && mine.get().minus(other.get()).abs().compareTo(HEAD) > 0) {
      add("age of the newest sample", mine.map(Plain::span), other.map(Plain::span));
    }
  }

  private static Optional<Duration> age(Reading reading) {
    var clock = reading.scrape().date().orElse(reading.at().wall());
    return reading.scrape().headMaxTime().map(newest -> Duration.between(newest, clock));
  }

  private static Instant loaded(Reading reading) {
    return Instant.ofEpochSecond(
        (long) reading.scrape().signals().count(Signal.CONFIG_RELOAD_TIME));
  }

  private void counts(String what, Function<Scrape, Optional<Double>> of) {
    var mine = scrape(here).flatMap(of);
    var other = scrape(there).flatMap(of);
    if (mine.isPresent() && other.isPresent() && !isAlike(mine.get(), other.get())) {
      add(what, mine.map(Plain::number), other.map(Plain::number));
    }
  }

  private static boolean isAlike(double one, double other) {
    return Math.abs(one - other) <= ALIKE * Math.max(Math.abs(one), Math.abs(other));
  }

  private void add(String what, Optional<String> mine, Optional<String> other) {
    if (!mine.equals(other)) {
      found.add(new Difference(what, mine.orElse(NONE), other.orElse(NONE), there.id()));
    }
  }

  private static Optional<Double> signal(Scrape scrape, Signal signal) {
    var value = scrape.signals().get(signal);
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static Optional<Scrape> scrape(Instance instance) {
    return reading(instance).map(Reading::scrape);
  }

  private static Optional<Reading> reading(Instance instance) {
    return instance.life().map(Life::latest);
  }
}
