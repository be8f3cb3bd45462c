package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The latest drill of every receiver, and the latest that proved it. */
public record Drills(Map<String, Drill> latest, Map<String, Drill> proven) {

  public static final Drills NONE = new Drills(Map.of(), Map.of());

  /**
   * A receiver that nobody remembers to have been tried is tried soon, but never by a watcher that
   * restarts all the time and remembers nothing.
   */
  static final Duration SOON = Duration.ofMinutes(10);

  /** So long after a proof an Alertmanager may fold the next drill into the one before. */
  private static final Duration FOLDED = Duration.ofMinutes(15);

  public Drills {
    latest = Collections.unmodifiableMap(new LinkedHashMap<>(latest));
    proven = Collections.unmodifiableMap(new LinkedHashMap<>(proven));
  }

  /** Those that an earlier run of ours left, in any order. */
  public static Drills of(Collection<Drill> remembered) {
    var latest = new LinkedHashMap<String, Drill>();
    var proven = new LinkedHashMap<String, Drill>();
    for (var each : remembered) {
      latest.merge(each.wanted().receiver(), each, Drills::later);
      if (each.isProven()) {
        proven.merge(each.wanted().receiver(), each, Drills::later);
      }
    }
    return new Drills(latest, proven);
  }

  private static Drill later(Drill one, Drill other) {
    return other.orderedAt().isAfter(one.orderedAt()) ? other : one;
  }

  /** These with each of their moments as {@code dating} has it. */
  public Drills dated(UnaryOperator<Moment> dating) {
    return Drills.of(all().stream().map(each -> each.dated(dating)).toList());
  }

  /** Each of them once. */
  public Collection<Drill> all() {
    return Stream.concat(latest.values().stream(), proven.values().stream()).distinct().toList();
  }

  /** These as a new run takes them over: what was under way then is not waited for. */
  public Drills resumed(Moment now) {
    var next = new LinkedHashMap<>(latest);
    next.replaceAll((_, each) -> each.interrupted(now));
    return new Drills(next, proven);
  }

  /** Whether what the latest of {@code receiver} found does not count as a way to people. */
  boolean hasFailed(String receiver) {
    var drill = latest.get(receiver);
    return drill != null && drill.hasFailed() && !isFolded(drill);
  }

  /** When the latest of {@code receiver} was ordered; empty where there was none. */
  Optional<Moment> orderedAt(String receiver) {
    return Optional.ofNullable(latest.get(receiver)).map(Drill::orderedAt);
  }

  private boolean isFolded(Drill drill) {
    return Optional.ofNullable(proven.get(drill.wanted().receiver()))
        .filter(each -> drill.orderedAt().since(each.orderedAt()).compareTo(FOLDED) < 0)
        .isPresent();
  }

  /**
   * These and the wanted ones, from {@code now} on; nothing for a receiver that there is not, or
   * that still has one.
   */
  public Drills ordered(
      Collection<Drill.Wanted> wanted, Incidents incidents, Routing routing, Moment now) {
    var next = new LinkedHashMap<>(latest);
    for (var each : wanted) {
      if (routing.receiver(each.receiver()).isPresent()
          && isFree(next, each.receiver(), incidents)) {
        next.put(each.receiver(), Drill.ordered(each, now));
      }
    }
    return next.equals(latest) ? this : new Drills(next, proven);
  }

  private static boolean isFree(Map<String, Drill> latest, String receiver, Incidents incidents) {
    var drill = latest.get(receiver);
    return (drill == null || !drill.isOn()) && !isClosing(receiver, incidents);
  }

  /** Whether the end of an earlier one is not told everywhere yet. */
  public static boolean isClosing(String receiver, Incidents incidents) {
    return incidents.byId().values().stream()
        .anyMatch(
            each ->
                each.alert().name() == AlertName.DRILL
                    && receiver.equals(each.alert().more().get("receiver"))
                    && each.isUnderWay());
  }

  /**
   * What is due by the configuration: counted from the drill before, whoever ordered it. Nobody is
   * tried while a page is out.
   *
   * @param awake since when this run could have ordered any
   */
  public List<Drill.Wanted> due(
      Collection<DrillPlan> plans, Incidents incidents, Moment awake, Moment now) {
    var due = new ArrayList<Drill.Wanted>();
    for (var plan : plans) {
      if (isDue(plan, awake, now) && incidents.all().stream().noneMatch(Drills::isPage)) {
        var id = DedupKey.sha256(plan.receiver() + "@" + now.wall()).substring(0, 8);
        due.add(new Drill.Wanted(id, plan.receiver(), plan.severity(), "schedule"));
      }
    }
    return due;
  }

  private static boolean isPage(Incident incident) {
    return incident.isOpen()
        && incident.alert().severity() == Severity.CRITICAL
        && incident.alert().name() != AlertName.DRILL;
  }

  private boolean isDue(DrillPlan plan, Moment awake, Moment now) {
    var drill = latest.get(plan.receiver());
    return drill != null
        // By the clock that goes on in suspend.
        ? now.boot().minus(drill.orderedAt().boot()).compareTo(plan.every()) >= 0
        : now.since(awake).compareTo(SOON) >= 0;
  }

  /** These after a turn in which their incidents stand so. */
  public Drills seen(Incidents incidents, Routing routing, Moment now) {
    var next = new LinkedHashMap<String, Drill>();
    var known = new LinkedHashMap<>(proven);
    for (var drill : latest.values()) {
      var seen = drill.isOn() ? seen(drill, incidents, routing, now) : drill;
      next.put(drill.wanted().receiver(), seen);
      if (!seen.isOn() && seen.isProven()) {
        known.put(drill.wanted().receiver(), seen);
      }
    }
    return next.equals(latest) && known.equals(proven) ? this : new Drills(next, known);
  }

  private static Drill seen(Drill drill, Incidents incidents, Routing routing, Moment now) {
    var receiver = routing.receiver(drill.wanted().receiver());
    var incident = Optional.ofNullable(incidents.openByAlert().get(drill.alert(routing.watcher())));
    return receiver.isPresent() && incident.isPresent()
        ? drill.seen(incident.get(), receiver.get(), now)
        : drill.interrupted(now);
  }
}
