package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Watcher;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A test page to one receiver, and when it was how far on every way there.
 *
 * @param orderedAt the turn that took the order
 * @param endedAt when it was proven on every way, or given up
 * @param legs by way; empty before the first is told, and where it was interrupted
 */
public record Drill(
    Wanted wanted, Moment orderedAt, Optional<Moment> endedAt, Map<Route, Leg> legs) {

  /** A page that nobody has been seen to be told of for so long is none. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  public Drill {
    legs = Collections.unmodifiableMap(new LinkedHashMap<>(legs));
  }

  /**
   * What somebody asks for, or the configuration does.
   *
   * @param by who; empty where nobody said
   */
  public record Wanted(String id, String receiver, Severity severity, String by) {
    public Wanted {
      if (severity == Severity.NONE) {
        throw new IllegalArgumentException("a drill is a page: warning or critical");
      }
    }
  }

  /**
   * How far it got on one way.
   *
   * @param sent the turn that handed it to the courier
   * @param accepted when the receiver took it
   * @param listed when an Alertmanager was seen to hold it, not muted
   * @param notified when an Alertmanager was known to have notified
   * @param proven when there was nothing left to prove
   * @param trouble what stood in the way last, in a few words; empty where nothing did
   */
  public record Leg(
      Moment sent,
      Optional<Moment> accepted,
      Optional<Moment> listed,
      Optional<Moment> notified,
      Optional<Moment> proven,
      String trouble) {

    private Leg dated(UnaryOperator<Moment> dating) {
      return new Leg(
          dating.apply(sent),
          accepted.map(dating),
          listed.map(dating),
          notified.map(dating),
          proven.map(dating),
          trouble);
    }
  }

  static Drill ordered(Wanted wanted, Moment now) {
    return new Drill(wanted, now, Optional.empty(), Map.of());
  }

  public boolean isOn() {
    return endedAt.isEmpty();
  }

  /** Whether every way was proven. */
  public boolean isProven() {
    return !legs.isEmpty() && legs.values().stream().allMatch(leg -> leg.proven().isPresent());
  }

  /** The alert of which it is one. */
  Alert alert(String watcher) {
    return alert(watcher, wanted.receiver(), wanted.severity());
  }

  static Alert alert(String watcher, String receiver, Severity severity) {
    var more = new TreeMap<>(Map.of("receiver", receiver));
    if (severity != AlertName.DRILL.severity()) {
      more.put("severity", severity.word());
    }
    return new Alert(AlertName.DRILL, new Watcher(watcher), more);
  }

  /** This drill with what its incident shows; over where that is enough, or has lasted too long. */
  Drill seen(Incident incident, Receiver receiver, Moment now) {
    var next = new LinkedHashMap<Route, Leg>();
    var somebody = incident.told().values().stream().anyMatch(Drill::hasNotified);
    for (var route : receiver.routes()) {
      if (incident.told().containsKey(route)) {
        var sent = Optional.ofNullable(legs.get(route)).map(Leg::sent).orElse(now);
        next.put(route, leg(incident, route, sent, receiver.isLevel(), somebody));
      }
    }
    var seen = new Drill(wanted, orderedAt, endedAt, next);
    return seen.isProven() || now.since(orderedAt).compareTo(PATIENCE) >= 0
        ? seen.ended(now)
        : seen;
  }

  private static boolean hasNotified(Told told) {
    return told.proof().notified().isPresent();
  }

  /** Of a cluster one member notifies, and it is enough that the others would. */
  private static Leg leg(
      Incident incident, Route route, Moment sent, boolean level, boolean somebodyNotified) {
    var accepted = first(incident, route, Step.Kind.ACCEPTED);
    var listed = first(incident, route, Step.Kind.LISTED);
    var notified = first(incident, route, Step.Kind.NOTIFIED);
    var proven = level ? notified.or(() -> somebodyNotified ? listed : Optional.empty()) : accepted;
    return new Leg(
        sent,
        accepted,
        listed,
        notified,
        proven,
        proven.isPresent() ? "" : trouble(incident, route));
  }

  private static Optional<Moment> first(Incident incident, Route route, Step.Kind kind) {
    return incident.history().stream()
        .filter(each -> each.route().equals(route) && each.kind() == kind)
        .findFirst()
        .map(Step::at);
  }

  private static String trouble(Incident incident, Route route) {
    return incident.history().reversed().stream()
        .filter(each -> each.route().equals(route))
        .findFirst()
        .map(Drill::trouble)
        .orElse("no answer yet");
  }

  private static String trouble(Step latest) {
    return switch (latest.kind()) {
      case ACCEPTED -> "accepted, and not seen to be passed on";
      case LISTED -> "held " + latest.detail() + ", and nobody was seen to be notified";
      case NOTIFIED -> "";
      case REJECTED, FAILED -> latest.detail();
      case HELD, INHIBITED -> "muted " + latest.detail();
      case MISSING, RELEASED, RELAPSED, WITHDRAWN -> latest.detail();
    };
  }

  /** This drill with each of its moments as {@code dating} has it. */
  Drill dated(UnaryOperator<Moment> dating) {
    var next = new LinkedHashMap<>(legs);
    next.replaceAll((_, each) -> each.dated(dating));
    return new Drill(wanted, dating.apply(orderedAt), endedAt.map(dating), next);
  }

  private Drill ended(Moment now) {
    return isOn() ? new Drill(wanted, orderedAt, Optional.of(now), legs) : this;
  }

  /** This drill where it went on with nobody to see what came of it: that is not known. */
  Drill interrupted(Moment now) {
    return isOn() ? new Drill(wanted, orderedAt, Optional.of(now), Map.of()) : this;
  }

  /** Whether it went to its end, and some way was not proven. */
  boolean hasFailed() {
    return !isOn() && !legs.isEmpty() && !isProven();
  }
}
