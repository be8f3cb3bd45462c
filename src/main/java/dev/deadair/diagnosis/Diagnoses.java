package dev.deadair.diagnosis;

import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known to be wrong, server by server, in the order in which they were first read: what is
 * told must not depend on how a hash falls out in this process.
 */
public final class Diagnoses {

  public static final Diagnoses NONE = new Diagnoses(Map.of(), Census.NONE);

  private final Map<InstanceId, Diagnosis> byInstance;
  private final Census census;

  private Diagnoses(Map<InstanceId, Diagnosis> byInstance, Census census) {
    this.byInstance = Collections.unmodifiableMap(new LinkedHashMap<>(byInstance));
    this.census = census;
  }

  /** What an earlier run of ours knew. */
  public static Diagnoses remembering(Map<InstanceId, Diagnosis> remembered) {
    return new Diagnoses(remembered, Census.NONE);
  }

  /** Of which servers something is known that {@code before} did not hold. */
  public Set<InstanceId> news(Diagnoses before) {
    if (same(before.byInstance, byInstance)) {
      return Set.of();
    }
    var news = new LinkedHashSet<InstanceId>();
    byInstance.forEach(
        (id, each) -> {
          var old = before.byInstance.get(id);
          if (!same(old, each) && (old == null || each.isNews(old))) {
            news.add(id);
          }
        });
    return news;
  }

  public Map<InstanceId, Diagnosis> byInstance() {
    return byInstance;
  }

  /** What is wrong with {@code instance}, in the order of the codes. */
  public List<Finding> of(InstanceId instance) {
    var diagnosis = byInstance.get(instance);
    return diagnosis == null ? List.of() : diagnosis.findings();
  }

  /** How the replay of {@code instance} goes; empty unless it replays, and says so. */
  public Optional<Replaying> replaying(InstanceId instance) {
    return Optional.ofNullable(byInstance.get(instance))
        .flatMap(each -> each.known().progress())
        .map(Progress::shown);
  }

  /** Whether {@code code} is found of {@code instance}, and more than a first sign. */
  public boolean isConfirmed(InstanceId instance, Code code) {
    var diagnosis = byInstance.get(instance);
    var mark = diagnosis == null ? null : diagnosis.marks().get(code);
    return mark != null && mark.confirmed();
  }

  /**
   * These diagnoses after our wall clock was set ahead so far: what has lasted for a while has
   * lasted no longer, and no shorter.
   */
  public Diagnoses stepped(Duration ahead) {
    var next = new LinkedHashMap<>(byInstance);
    next.replaceAll((_, each) -> each.marks().isEmpty() ? each : each.stepped(ahead));
    return new Diagnoses(next, census);
  }

  /** These diagnoses after lines of logs; the same object where they tell nothing. */
  public Diagnoses heard(Map<InstanceId, List<String>> lines, Moment now) {
    var next = new LinkedHashMap<>(byInstance);
    lines.forEach(
        (id, told) ->
            next.put(id, next.getOrDefault(id, Diagnosis.NOTHING).heard(told, now.wall())));
    return next.equals(byInstance) ? this : new Diagnoses(next, census);
  }

  /** These diagnoses after a turn; the same object where no look changed anything. */
  public Diagnoses after(Fleet before, Fleet after, Moment now) {
    var counted = census.after(before, after, now);
    var changed = new LinkedHashMap<InstanceId, Diagnosis>();
    for (var site : after.sites().values()) {
      var old = before.sites().get(site.id());
      if (old != null && !same(old, site)) {
        ofSite(old, site, counted, now, changed);
      }
    }
    if (changed.isEmpty() && same(counted, census)) {
      return this;
    }
    var next = new LinkedHashMap<>(byInstance);
    next.putAll(changed);
    return new Diagnoses(next, counted);
  }

  private void ofSite(
      Site before, Site after, Census counted, Moment now, Map<InstanceId, Diagnosis> into) {
    for (var group : after.groups()) {
      var old = before.group(group.id());
      if (old.isPresent() && !same(old.get(), group)) {
        ofGroup(old.get(), group, counted, now, into);
      }
    }
  }

  private void ofGroup(
      Group before, Group after, Census counted, Moment now, Map<InstanceId, Diagnosis> into) {
    for (var instance : after.instances()) {
      before
          .instance(instance.id())
          .filter(old -> !same(old, instance))
          .ifPresent(old -> ofInstance(old, instance, after, counted, now, into));
    }
  }

  private void ofInstance(
      Instance before,
      Instance after,
      Group group,
      Census counted,
      Moment now,
      Map<InstanceId, Diagnosis> into) {
    var diagnosis = byInstance.getOrDefault(after.id(), Diagnosis.NOTHING);
    var limits = group.expected().limits();
    var visit = Visit.of(before, after, diagnosis.known(), counted, limits, now.wall());
    // What failed in this life before we came is found at once, whoever of us had read it.
    var next = diagnosis.after(diagnosis.known().met() ? visit : visit.atFirstSight());
    if (!same(next, diagnosis)) {
      into.put(after.id(), next);
    }
  }

  @SuppressWarnings("ReferenceEquality") // identity is the question
  private static boolean same(@Nullable Object one, Object other) {
    return one == other;
  }
}
