package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the Alertmanagers we tell: how each member routes, how its own notifications go,
 * and what operators have silenced there.
 *
 * @param trends by member
 * @param silences by member
 */
public record Alertmanagers(Trees trees, Map<Route, Trends> trends, Map<Route, Silences> silences) {

  public static final Alertmanagers NONE = new Alertmanagers(Trees.NONE, Map.of(), Map.of());

  public Alertmanagers {
    trends = Collections.unmodifiableMap(new LinkedHashMap<>(trends));
    silences = Map.copyOf(silences);
  }

  /**
   * The silences of a member, those to come among them, and when it told them: dated by our clock
   * as that was then.
   */
  public record Silences(List<Silence> all, Moment at) {
    public Silences {
      all = List.copyOf(all);
    }

    /** Whether one of them goes on that keeps quiet what has such labels. */
    boolean keepQuiet(Map<String, String> labels, Moment now) {
      var shown = now.unstepped(now.stepped(at)).wall();
      return all.stream().anyMatch(each -> each.isOn(shown) && each.keepsQuiet(labels));
    }

    /** One that does not tell any more may be gone, and what it was told with it. */
    boolean isFresh(Moment now) {
      return now.boot().minus(at.boot()).compareTo(Proof.FRESH) <= 0;
    }
  }

  /** A member's latest counters, and what they have shown by integration. */
  public record Trends(Tally latest, Map<String, Trend> byIntegration) {
    public Trends {
      byIntegration = Collections.unmodifiableMap(new TreeMap<>(byIntegration));
    }
  }

  /**
   * What the counters of one integration have shown.
   *
   * @param sentSince the beginning of the latest time between two looks in which it sent and
   *     nothing failed, or all that had begun has got through in the end
   * @param failedAt when it was last seen to have failed
   * @param underWay how many have begun since it last failed at nothing, and are still tried
   */
  public record Trend(Optional<Moment> sentSince, Optional<Moment> failedAt, double underWay) {
    static final Trend NONE = new Trend(Optional.empty(), Optional.empty(), 0);

    boolean provesSince(Moment moment) {
      return sentSince.filter(from -> !moment.isAfter(from)).isPresent() && !isFailing();
    }

    boolean isFailing() {
      return failedAt.filter(at -> sentSince.isEmpty() || at.isAfter(sentSince.get())).isPresent();
    }
  }

  /** These after a member was asked for its counters. */
  public Alertmanagers heard(Tally tally) {
    var next = new LinkedHashMap<>(trends);
    next.merge(tally.route(), new Trends(tally, Map.of()), (before, _) -> after(before, tally));
    return new Alertmanagers(trees, next, silences);
  }

  private static Trends after(Trends before, Tally tally) {
    if (!tally.at().isAfter(before.latest().at())) {
      return before;
    }
    var trends = new TreeMap<>(before.byIntegration());
    tally
        .byIntegration()
        .forEach(
            (integration, count) -> {
              var old = before.latest().byIntegration().get(integration);
              var trend = trends.getOrDefault(integration, Trend.NONE);
              trends.put(integration, after(trend, before.latest().at(), old, count, tally.at()));
            });
    return new Trends(tally, trends);
  }

  private static Trend after(
      Trend trend, Moment from, Tally.@Nullable Count old, Tally.Count count, Moment at) {
    // A counter that fell began anew with its process.
    var base = old == null || old.requests() > count.requests() ? Tally.Count.NONE : old;
    var since = count.minus(base);
    var underWay = trend.underWay() + since.notifications() - since.succeeded();
    var isThrough = since.failed() <= 0 || (underWay == 0 && since.givenUp() <= 0);
    if (since.succeeded() > 0 && isThrough) {
      return new Trend(Optional.of(from), trend.failedAt(), 0);
    }
    return new Trend(
        trend.sentSince(),
        since.failed() > 0 ? Optional.of(at) : trend.failedAt(),
        Math.max(0, underWay - since.givenUp()));
  }

  /** These after a member has said how it routes. */
  public Alertmanagers heard(Route member, Routes routes, Moment at) {
    return new Alertmanagers(trees.with(member, routes, at), trends, silences);
  }

  /** These after a member has told its silences. */
  public Alertmanagers heard(Route member, List<Silence> told, Moment at) {
    var next = new LinkedHashMap<>(silences);
    next.put(member, new Silences(told, at));
    return new Alertmanagers(trees, trends, next);
  }

  /**
   * Whether a silence that is there already will keep {@code incident} from people, once a member
   * has taken it: by one that has told so of late, and has not since listed it as active.
   */
  boolean silence(Incident incident, Receiver receiver, Moment now) {
    var labels = receiver.labelled(incident.alert());
    return receiver.routes().stream()
        .anyMatch(
            member -> {
              var told = silences.get(member);
              return told != null
                  && told.isFresh(now)
                  && !isListedSince(incident, member, told.at())
                  && told.keepQuiet(labels, now);
            });
  }

  private static boolean isListedSince(Incident incident, Route member, Moment at) {
    var told = incident.told().get(member);
    return told != null && told.proof().listed().filter(listed -> !at.isAfter(listed)).isPresent();
  }

  /** The keys under which {@code alert} is folded: those of Alertmanagers, or else our own. */
  List<DedupKey> keys(Alert alert, Routing routing) {
    var predicted = predicted(alert, routing);
    return predicted.isEmpty() ? List.of(alert.key()) : predicted;
  }

  /**
   * Every key under which a run that nobody remembers may have opened {@code alert}: ours, too,
   * since theirs may not have been known to it.
   */
  List<DedupKey> keysEver(Alert alert, Routing routing) {
    return Stream.concat(predicted(alert, routing).stream(), Stream.of(alert.key()))
        .distinct()
        .toList();
  }

  /** The keys under which Alertmanagers open {@code alert} at PagerDuty, as far as is known. */
  List<DedupKey> predicted(Alert alert, Routing routing) {
    return routing.receivers().stream()
        .filter(Receiver::isLevel)
        .flatMap(receiver -> predicted(alert, receiver))
        .distinct()
        .toList();
  }

  private Stream<DedupKey> predicted(Alert alert, Receiver receiver) {
    if (receiver.folding().isPresent()) {
      return Stream.of(receiver.folding().get().key(receiver.labelled(alert)));
    }
    return receiver.routes().stream()
        .flatMap(member -> destinations(alert, receiver, member))
        .flatMap(destination -> destination.pagerDutyKey().stream());
  }

  /** For how long this member lets what changes of {@code alert} wait at most. */
  Duration groupInterval(Alert alert, Receiver receiver, Route member) {
    return destinations(alert, receiver, member)
        .flatMap(each -> each.timing().or(Routes.Timing.DEFAULT).groupInterval().stream())
        .max(Comparator.naturalOrder())
        .or(Routes.Timing.DEFAULT::groupInterval)
        .orElseThrow();
  }

  private Stream<Routes.Destination> destinations(Alert alert, Receiver receiver, Route member) {
    return trees.of(member).stream()
        .flatMap(routes -> routes.destinations(receiver.labelled(alert)).stream());
  }

  /**
   * Whether this member has told people of it since {@code moment}, and nothing has failed since.
   */
  boolean hasNotified(Alert alert, Receiver receiver, Route member, Moment moment) {
    return trends(alert, receiver, member).anyMatch(each -> each.provesSince(moment));
  }

  /** Whether this member fails at present to tell people of such. */
  boolean isFailing(Alert alert, Receiver receiver, Route member) {
    return trends(alert, receiver, member).anyMatch(Trend::isFailing);
  }

  /**
   * Whether this member tells programs alone of it, or nobody, by how it says that it routes: a
   * webhook of its may be ours.
   */
  boolean tellsNoPerson(Alert alert, Receiver receiver, Route member) {
    var destinations = destinations(alert, receiver, member).toList();
    return !destinations.isEmpty()
        && destinations.stream()
            .flatMap(each -> each.contact().integrations().stream())
            .allMatch(each -> each.kind().equals("webhook"));
  }

  /** Of the integrations by which {@code member} tells people of {@code alert}. */
  private Stream<Trend> trends(Alert alert, Receiver receiver, Route member) {
    var known = trends.get(member);
    if (known == null) {
      return Stream.empty();
    }
    var destinations = destinations(alert, receiver, member).toList();
    if (destinations.isEmpty()) {
      // Its routes are not known. Webhooks go to programs, ours among them.
      return known.byIntegration().entrySet().stream()
          .filter(each -> !each.getKey().equals("webhook"))
          .map(Map.Entry::getValue);
    }
    var kinds = destinations.stream().flatMap(it -> it.contact().integrations().stream()).toList();
    var pagers = kinds.stream().filter(Routes.Integration::pages).toList();
    return (pagers.isEmpty() ? kinds : pagers)
        .stream()
            .map(Routes.Integration::kind)
            .distinct()
            .flatMap(kind -> Optional.ofNullable(known.byIntegration().get(kind)).stream());
  }
}
