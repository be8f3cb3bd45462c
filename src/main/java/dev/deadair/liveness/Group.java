package dev.deadair.liveness;

import dev.deadair.liveness.Inventory.ExpectedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Replicas that scrape the same targets, and the verdict on them: one that produces is enough.
 *
 * @param ingestion whether it has as much data as is usual
 * @param serviceName where the name leads by which it is reached; empty where it has none
 */
public record Group(
    ExpectedGroup expected,
    Judgement judgement,
    Ingestion ingestion,
    List<Instance> instances,
    Optional<ServiceName> serviceName) {

  public Group {
    instances = List.copyOf(instances);
  }

  public GroupId id() {
    return expected.id();
  }

  public Optional<Instance> instance(InstanceId id) {
    return instances.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** When any of its instances last had data, as far as it is judged by them. */
  public Optional<Moment> lastData() {
    var last = Optional.<Moment>empty();
    for (var each : judging()) {
      last = later(last, each.clock().lastData());
    }
    return last;
  }

  /** The later of the two, where there is any. */
  static Optional<Moment> later(Optional<Moment> one, Optional<Moment> other) {
    return one.isPresent() && (other.isEmpty() || !other.get().isAfter(one.get())) ? one : other;
  }

  Group with(Instance changed) {
    return new Group(
        expected,
        judgement,
        ingestion,
        instances.stream().map(each -> each.id().equals(changed.id()) ? changed : each).toList(),
        serviceName);
  }

  /** This group after its service name was looked up. */
  Group resolved(Resolution resolution) {
    var after = serviceName.map(name -> name.after(resolution));
    return new Group(expected, judgement, ingestion, instances, after);
  }

  /** This group, where nothing is known of what is usual. */
  Group unlearned() {
    return new Group(expected, judgement, ingestion.unlearned(), instances, serviceName);
  }

  Evidence evidence(Moment now, Inventory inventory) {
    var parts = new ArrayList<Evidence>();
    for (var each : judging()) {
      parts.add(each.evidence(now, inventory));
    }
    return Evidence.ofAll(parts);
  }

  /**
   * Those whose evidence counts. A heartbeat says that alerts get out, not that there is data: it
   * stands for a group of which nothing can be looked at, and never against what looks show.
   */
  private List<Instance> judging() {
    var looked = new ArrayList<Instance>(instances.size());
    for (var each : instances) {
      if (each.expected().heartbeat().isEmpty()) {
        looked.add(each);
      }
    }
    return looked.isEmpty() ? instances : looked;
  }

  /**
   * This group judged at {@code now}; the same object when nothing has changed.
   *
   * @param from when it is to have data first; empty where it is, or had some
   * @param learns whether what it ingests now may be usual
   */
  Group at(Moment now, Optional<Moment> from, boolean learns, Sight sight, Inventory inventory) {
    var then = new ArrayList<Instance>(instances.size());
    for (var each : instances) {
      then.add(each.at(now, sight, inventory));
    }
    var group =
        Same.objects(then, instances)
            ? this
            : new Group(expected, judgement, ingestion, then, serviceName);
    return group.judged(now, from, learns, inventory);
  }

  private Group judged(Moment now, Optional<Moment> from, boolean learns, Inventory inventory) {
    var seen = evidence(now, inventory);
    var evidence = from.map(at -> seen.expectedFrom(at, now)).orElse(seen);
    var judged = judgement.on(evidence, lastData(), expected.limits(), inventory.unbroken(), now);
    var measured = measured(judged, learns, now);
    return Same.object(judged, judgement) && Same.object(measured, ingestion)
        ? this
        : new Group(expected, judged, measured, instances, serviceName);
  }

  /**
   * Ingestion is that of the replica with the most: the others may have just started. What we
   * cannot see is not low: a loss counts from when we see it again.
   */
  private Ingestion measured(Judgement judged, boolean learns, Moment now) {
    if (judged.blind().isPresent()) {
      return ingestion.unjudged();
    }
    var best = OptionalDouble.empty();
    for (var each : instances) {
      if (each.state().isProducing() && each.life().isPresent()) {
        var rate = each.life().get().usefulRate();
        best = best.isEmpty() || rate.orElse(0) > best.getAsDouble() ? rate : best;
      }
    }
    return best.isPresent() && judged.state() instanceof SiteState.Producing
        ? ingestion.at(best.getAsDouble(), running(), expected.limits().floor(), learns, now)
        : ingestion.unjudged();
  }

  /** Which versions and configurations run; nothing of those that do not tell. */
  private String running() {
    return instances.stream()
        .flatMap(each -> each.inspection().stream())
        .flatMap(each -> each.identity().stream())
        .map(each -> each.version().orElse("") + " " + each.configHash())
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
