package dev.deadair.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often an instance has started lately, and how long it takes to replay when it does.
 *
 * <p>A crash loop shows itself in starts: another process start in what it exposes, or somebody who
 * listened for a moment where nobody did before. A life of 100 ms leaves no counter behind, and
 * {@code /-/healthy} may answer 200 in every one of them.
 *
 * @param starts when starts were noticed within the last quarter of an hour, oldest first
 * @param replay how long its latest replay took; empty while none was read
 * @param beside lives of other processes that ran at the same time and answered here too, as behind
 *     a balancer; the latest first
 */
public record Lives(List<Moment> starts, Optional<Duration> replay, List<Life> beside) {

  static final Lives NONE = new Lives(List.of(), Optional.empty(), List.of());

  /** More servers than this behind one address are not told apart. */
  private static final int BESIDE = 3;

  /** The mixins of the field count restarts over this time. */
  static final Duration SPAN = Duration.ofMinutes(15);

  /** How many starts within the span are no upgrade any more. */
  static final int LOOP = 3;

  public Lives {
    starts = List.copyOf(starts);
    beside = List.copyOf(beside);
  }

  Lives started(Moment at) {
    var recent = new ArrayList<Moment>(within(at));
    recent.add(at);
    return new Lives(recent, replay, beside);
  }

  Lives replayed(Duration took) {
    return replay.filter(took::equals).isPresent()
        ? this
        : new Lives(starts, Optional.of(took), beside);
  }

  /** The life among those beside that {@code reading} goes on with. */
  Optional<Life> beside(Reading reading) {
    return beside.stream().filter(each -> each.latest().sameLife(reading.scrape())).findFirst();
  }

  /** These, where {@code gone} steps back for {@code back}. */
  Lives swapped(Life gone, Optional<Life> back) {
    var kept = new ArrayList<Life>();
    kept.add(gone);
    beside.stream().filter(each -> !back.equals(Optional.of(each))).forEach(kept::add);
    return new Lives(starts, replay, kept.subList(0, Math.min(kept.size(), BESIDE)));
  }

  /** Whether it starts again and again. */
  boolean isLooping(Moment now) {
    return starts.size() >= LOOP && within(now).size() >= LOOP;
  }

  private List<Moment> within(Moment now) {
    return starts.stream().filter(each -> now.since(each).compareTo(SPAN) <= 0).toList();
  }
}
