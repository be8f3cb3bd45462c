package dev.deadair.replay;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Scrape;
import dev.deadair.replay.Series.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server whose counter is written down, one value for each look: it has one target, scraped once
 * between two looks wherever the counter grew, and a counter that falls is a new life.
 */
final class ScriptedServer implements Server {

  private final InstanceId id;
  private final List<Value> values;
  private final Duration poll;
  private final Instant start;
  private Instant now;
  private Instant started;
  private int shown = -1;
  private double appended;
  private double scrapes;
  private Optional<Instant> headMaxTime = Optional.empty();
  private boolean ready = true;

  ScriptedServer(InstanceId id, List<Value> values, Duration poll, Instant start) {
    this.id = id;
    this.values = List.copyOf(values);
    this.poll = poll;
    this.start = start;
    this.now = start;
    this.started = start.minus(Duration.ofDays(1));
  }

  @Override
  public InstanceId id() {
    return id;
  }

  @Override
  public void advanceTo(Instant until) {
    now = until;
    while (shown < indexAt(until)) {
      shown++;
      live(value());
    }
  }

  /** The first value is what the first look shows, which ends one interval after the start. */
  private int indexAt(Instant time) {
    var polls = Math.ceilDiv(Duration.between(start, time).toMillis(), poll.toMillis());
    return Math.clamp(polls - 1, 0, values.size() - 1);
  }

  private Value value() {
    return values.get(Math.max(0, shown));
  }

  private void live(Value value) {
    switch (value) {
      case Value.Missing() -> {}
      case Value.Stale() -> {
        if (ready) {
          begin();
        }
        ready = false;
      }
      case Value.Appended(var samples) -> {
        if (samples < appended) {
          begin();
        }
        if (samples > appended) {
          scrapes += appended == 0 ? 0 : 1;
          headMaxTime = Optional.of(now);
        }
        appended = samples;
        ready = true;
      }
    }
  }

  private void begin() {
    started = now;
    appended = 0;
    scrapes = 0;
  }

  @Override
  public Observation look(Moment at, boolean reachable) {
    if (!reachable) {
      return refused(at, Failure.Kind.CONNECT_TIMEOUT);
    }
    return value() instanceof Value.Missing ? refused(at, Failure.Kind.REFUSED) : answered(at);
  }

  private Observation refused(Moment at, Failure.Kind kind) {
    return new Observation.Refused(id, at, new Failure(kind, "/metrics", ""));
  }

  private Observation answered(Moment at) {
    var scrape =
        new Scrape(
            Flavour.PROMETHEUS,
            Optional.of(now),
            started,
            Optional.of(ready),
            Optional.of(Workload.DEFAULT.version()),
            appended,
            headMaxTime,
            Map.of(poll, scrapes),
            Scrape.REPORTS,
            1,
            Map.of(),
            Map.of(),
            Map.of(),
            new Health().signals());
    return new Observation.Answered(
        id, at, Optional.of(true), Optional.of(ready), Optional.empty(), scrape);
  }
}
