package dev.deadair.alert;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the clocks of Alertmanagers show, as each member told it last, beside ours.
 *
 * @param ahead how far each is ahead of ours
 */
public record MemberClocks(Map<Route, Duration> ahead) {

  public static final MemberClocks NONE = new MemberClocks(Map.of());

  /**
   * Members that are further apart take what others noted for the future's or the past's: they page
   * twice, or never tell that it is over (measured).
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(60);

  public MemberClocks {
    ahead = Map.copyOf(ahead);
  }

  /** These after {@code member} has told what its clock shows; one that tells none is left out. */
  public MemberClocks heard(Route member, Optional<Duration> latest) {
    var next = new LinkedHashMap<>(ahead);
    next.remove(member);
    latest.ifPresent(it -> next.put(member, it));
    return new MemberClocks(next);
  }

  /** One for each receiver whose members do not agree on the time. */
  public List<RouteFault> faults(Routing routing) {
    return routing.receivers().stream().flatMap(each -> fault(each).stream()).toList();
  }

  /** Without the figures, which are others at each asking: it stays one fault while it lasts. */
  private Optional<RouteFault> fault(Receiver receiver) {
    var told = receiver.routes().stream().filter(ahead::containsKey).toList();
    var slowest = told.stream().map(this::of).min(Comparator.naturalOrder());
    var fast =
        told.stream()
            .filter(each -> slowest.filter(least -> isApart(least, of(each))).isPresent())
            .map(Route::member)
            .toList();
    return fast.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RouteFault(
                RouteFault.Kind.CLOCKS_DIFFER,
                true,
                receiver.name(),
                told.stream().map(Route::member).toList(),
                Optional.empty(),
                List.of(),
                "every alert",
                "may page twice, or never be told to be over: the clock of "
                    + String.join(", ", fast)
                    + " is more than "
                    + TOLERANCE.toSeconds()
                    + " s ahead of another member's"));
  }

  private static boolean isApart(Duration slow, Duration fast) {
    return fast.minus(slow).compareTo(TOLERANCE) > 0;
  }

  private Duration of(Route route) {
    return ahead.getOrDefault(route, Duration.ZERO);
  }
}
