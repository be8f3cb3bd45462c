package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the clocks of Alertmanagers show, as each member told it last, beside ours. */
public record MemberClocks(Map<Route, Reading> latest) {

  public static final MemberClocks NONE = new MemberClocks(Map.of());

  /**
   * Members that are further apart take what others noted for the future's or the past's: they page
   * twice, or never tell that it is over (measured).
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(60);

  /** An answer is dated to the second, and has been on its way. */
  private static final Duration READING = Duration.ofSeconds(2);

  public MemberClocks {
    latest = Map.copyOf(latest);
  }

  /**
   * What one told.
   *
   * @param ahead how far its clock was ahead of ours
   */
  public record Reading(Duration ahead, Moment at) {

    /** How far it is ahead of ours now, which may have been set since. */
    private Duration ahead(Moment now) {
      return ahead.minus(now.stepped(at));
    }
  }

  /** How far the clock of {@code member} is ahead of ours; not at all where it has told nothing. */
  public Duration ahead(Route member, Moment now) {
    return Optional.ofNullable(latest.get(member)).map(it -> it.ahead(now)).orElse(Duration.ZERO);
  }

  /**
   * These after {@code member} has told what its clock shows; one that tells none is left out. It
   * is where it was before, at first where ours is, unless it tells more than a reading may be out
   * by.
   */
  public MemberClocks heard(Route member, Optional<Duration> ahead, Moment now) {
    var next = new LinkedHashMap<>(latest);
    next.remove(member);
    var before = ahead(member, now);
    ahead
        .map(it -> it.minus(before).abs().compareTo(READING) > 0 ? toTheSecond(it) : before)
        .ifPresent(it -> next.put(member, new Reading(it, now)));
    return new MemberClocks(next);
  }

  private static Duration toTheSecond(Duration read) {
    return Duration.ofSeconds(read.plusMillis(500).toSeconds());
  }

  /**
   * One for each receiver whose members do not agree on the time, or agree on another than ours.
   */
  public List<RouteFault> faults(Routing routing, Moment now) {
    return routing.receivers().stream().flatMap(each -> fault(each, now).stream()).toList();
  }

  /** Without the figures, which are others at each asking: it stays one fault while it lasts. */
  private Optional<RouteFault> fault(Receiver receiver, Moment now) {
    var ahead = new LinkedHashMap<String, Duration>();
    for (var route : receiver.routes()) {
      Optional.ofNullable(latest.get(route))
          .ifPresent(each -> ahead.put(route.member(), each.ahead(now)));
    }
    if (ahead.isEmpty()) {
      return Optional.empty();
    }
    var slowest = ahead.values().stream().min(Comparator.naturalOrder()).orElseThrow();
    var fastest = ahead.values().stream().max(Comparator.naturalOrder()).orElseThrow();
    if (isBeyond(fastest.minus(slowest))) {
      return Optional.of(amongThemselves(receiver, ahead, slowest));
    }
    return isBeyond(slowest) || isBeyond(fastest.negated())
        ? Optional.of(fromOurs(receiver, List.copyOf(ahead.keySet()), slowest.isNegative()))
        : Optional.empty();
  }

  private static RouteFault amongThemselves(
      Receiver receiver, Map<String, Duration> ahead, Duration slowest) {
    var fast = ahead.keySet().stream().filter(it -> isBeyond(of(ahead, it).minus(slowest)));
    return fault(
        RouteFault.Kind.CLOCKS_DIFFER,
        true,
        receiver,
        List.copyOf(ahead.keySet()),
        "may page twice, or never be told to be over: the clock of "
            + String.join(", ", fast.toList())
            + " is more than "
            + TOLERANCE.toSeconds()
            + " s ahead of another member's");
  }

  /** What we send is dated by its own clock; what others send, and its silences, are not. */
  private static RouteFault fromOurs(Receiver receiver, List<String> members, boolean behind) {
    return fault(
        RouteFault.Kind.CLOCK_SKEW,
        false,
        receiver,
        members,
        "may be silenced or muted at another time than meant: the clock of "
            + String.join(", ", members)
            + " is more than "
            + TOLERANCE.toSeconds()
            + (behind ? " s behind" : " s ahead of")
            + " this watcher's, and one of the two is wrong");
  }

  private static RouteFault fault(
      RouteFault.Kind kind, boolean grave, Receiver receiver, List<String> members, String words) {
    return new RouteFault(
        kind, grave, receiver.name(), members, Optional.empty(), List.of(), "every alert", words);
  }

  private static Duration of(Map<String, Duration> ahead, String member) {
    return ahead.getOrDefault(member, Duration.ZERO);
  }

  private static boolean isBeyond(Duration apart) {
    return apart.compareTo(TOLERANCE) > 0;
  }
}
