package dev.deadair.view;

import dev.deadair.alert.Drill;
import dev.deadair.alert.Drills;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Redacted;
import dev.deadair.turn.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is proven of one receiver, and how it was tried last.
 *
 * @param closing whether the end of the latest is not told everywhere yet
 */
public record DrillView(
    String receiver, Optional<Tried> latest, Optional<Tried> proof, boolean closing) {

  /**
   * One drill.
   *
   * @param endedAt when it was proven on every way, or given up
   */
  public record Tried(
      String id,
      Severity severity,
      String by,
      Instant orderedAt,
      Optional<Instant> endedAt,
      boolean proven,
      List<Way> ways) {
    public Tried {
      ways = List.copyOf(ways);
    }
  }

  /**
   * One way of it, and how long after the order what was known of it.
   *
   * @param member which of the receiver's, without credentials
   * @param trouble what stood in the way last; empty where nothing did
   */
  public record Way(
      String member,
      Duration sent,
      Optional<Duration> accepted,
      Optional<Duration> listed,
      Optional<Duration> notified,
      Optional<Duration> proven,
      Optional<Instant> provenAt,
      String trouble) {}

  static List<DrillView> of(State state) {
    return state.rules().routing().receivers().stream().map(each -> of(each, state)).toList();
  }

  private static DrillView of(Receiver receiver, State state) {
    return new DrillView(
        receiver.name(),
        Optional.ofNullable(state.drills().latest().get(receiver.name())).map(DrillView::tried),
        Optional.ofNullable(state.drills().proven().get(receiver.name())).map(DrillView::tried),
        Drills.isClosing(receiver.name(), state.incidents()));
  }

  private static Tried tried(Drill drill) {
    return new Tried(
        drill.wanted().id(),
        drill.wanted().severity(),
        drill.wanted().by(),
        drill.orderedAt().wall(),
        drill.endedAt().map(Moment::wall),
        drill.isProven(),
        drill.legs().entrySet().stream()
            .map(each -> way(each.getKey().member(), each.getValue(), drill.orderedAt()))
            .toList());
  }

  private static Way way(String member, Drill.Leg leg, Moment from) {
    return new Way(
        Redacted.urls(member),
        leg.sent().since(from),
        leg.accepted().map(at -> at.since(from)),
        leg.listed().map(at -> at.since(from)),
        leg.notified().map(at -> at.since(from)),
        leg.proven().map(at -> at.since(from)),
        leg.proven().map(Moment::wall),
        leg.trouble());
  }

  /** Whether another may begin. */
  public boolean isFree() {
    return !closing && latest.filter(each -> each.endedAt().isEmpty()).isEmpty();
  }
}
