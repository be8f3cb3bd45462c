package dev.deadair.store;

import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the history is given to keep of one instant.
 *
 * @param points of every site, group and instance; none between two steps
 * @param explanations of the sites whose explanation is another than before
 */
public record Sample(
    Instant at, List<Point> points, List<Explanation> explanations, List<Event> events) {

  public Sample {
    points = List.copyOf(points);
    explanations = List.copyOf(explanations);
    events = List.copyOf(events);
  }

  public boolean isEmpty() {
    return points.isEmpty() && explanations.isEmpty() && events.isEmpty();
  }

  /**
   * How a site, a group or an instance stood.
   *
   * @param state the lower-case word
   * @param covered the share of the time that had data; empty while we could not tell
   * @param rate samples per second
   * @param usual what rate is usual at that hour
   */
  public record Point(
      Subject subject,
      String state,
      Optional<Double> covered,
      Optional<Double> rate,
      Optional<Double> usual) {}

  /**
   * Why a site was in its state, from {@link Sample#at} on.
   *
   * @param lasting kept for as long as anything is, where others go after some hours
   */
  public record Explanation(SiteId site, boolean lasting, String text) {}

  /**
   * Something that happened to a site or a part of it.
   *
   * @param kind a lower-case word, such as {@code finding}
   */
  public record Event(Instant at, Subject subject, String kind, String text) {}
}
