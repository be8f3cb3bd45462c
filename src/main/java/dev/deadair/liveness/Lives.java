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
 */
public record Lives(List<Moment> starts, Optional<Duration> replay) {

  static final Lives NONE = new Lives(List.of(), Optional.empty());

  /** The mixins of the field count restarts over this time. */
  static final Duration SPAN = Duration.ofMinutes(15);

  /** How many starts within the span are no upgrade any more. */
  static final int LOOP = 3;

  public Lives {
    starts = List.copyOf(starts);
  }

  Lives started(Moment at) {
    var recent = new ArrayList<Moment>(within(at));
    recent.add(at);
    return new Lives(recent, replay);
  }

  Lives replayed(Duration took) {
    return replay.filter(took::equals).isPresent() ? this : new Lives(starts, Optional.of(took));
  }

  /** Whether it starts again and again. */
  boolean isLooping(Moment now) {
    return starts.size() >= LOOP && within(now).size() >= LOOP;
  }

  private List<Moment> within(Moment now) {
    return starts.stream().filter(each -> now.since(each).compareTo(SPAN) <= 0).toList();
  }
}
