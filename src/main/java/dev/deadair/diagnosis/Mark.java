package dev.deadair.diagnosis;

import dev.deadair.liveness.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is remembered of one thing that is wrong with a server.
 *
 * @param since when it was first found
 * @param latest when it last showed anew
 * @param counted how much each counter has risen since, over all process lives
 * @param recovered which counters of success have risen since {@code latest}
 * @param confirmed whether it has shown again where a success was to be seen
 * @param line the latest line of a log that told of it; empty where none did
 */
public record Mark(
    Instant since,
    Instant latest,
    Map<Signal, Double> counted,
    Set<Signal> recovered,
    boolean confirmed,
    Optional<String> line) {

  /** One that no log told of. */
  public Mark(
      Instant since,
      Instant latest,
      Map<Signal, Double> counted,
      Set<Signal> recovered,
      boolean confirmed) {
    this(since, latest, counted, recovered, confirmed, Optional.empty());
  }

  public Mark {
    var counts = new EnumMap<Signal, Double>(Signal.class);
    counts.putAll(counted);
    counted = Collections.unmodifiableMap(counts);
    var successes = EnumSet.noneOf(Signal.class);
    successes.addAll(recovered);
    recovered = Collections.unmodifiableSet(successes);
  }

  /** Something that is wrong from {@code since} on, with nothing to count. */
  static Mark at(Instant since) {
    return new Mark(since, since, Map.of(), Set.of(), false);
  }

  /** This mark by a clock that was set ahead so far. */
  Mark stepped(Duration ahead) {
    return new Mark(since.plus(ahead), latest.plus(ahead), counted, recovered, confirmed, line);
  }

  /** This mark after counters have risen by {@code more} at {@code now}. */
  Mark and(Map<Signal, Double> more, Instant now) {
    var sums = new EnumMap<Signal, Double>(Signal.class);
    sums.putAll(counted);
    more.forEach((signal, rise) -> sums.merge(signal, rise, Double::sum));
    return new Mark(since, now, sums, Set.of(), confirmed, line);
  }

  /** This mark after a log told of it once more. */
  Mark saying(String text, Instant now) {
    return new Mark(since, now, counted, recovered, confirmed, Optional.of(text));
  }

  Mark recovering(Set<Signal> more) {
    if (recovered.containsAll(more)) {
      return this;
    }
    var successes = EnumSet.copyOf(more);
    successes.addAll(recovered);
    return new Mark(since, latest, counted, successes, confirmed, line);
  }

  Mark confirmed(boolean sure) {
    return sure == confirmed ? this : new Mark(since, latest, counted, recovered, sure, line);
  }

  /** The largest rise of any counter: how often it has shown, since one event may move several. */
  double times() {
    return counted.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
