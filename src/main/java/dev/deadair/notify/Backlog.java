package dev.deadair.notify;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.deadair.alert.DedupKey;
import dev.deadair.alert.Due;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Outcome;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * What one route is still to be told, and when each of it may be tried again.
 *
 * <p>It holds levels, not messages: what is due now replaces what was due before, and a newer
 * generation starts afresh. Not safe for several threads.
 */
final class Backlog {

  /** An end that no turn has seen for so long, as after a standstill, may be none any more. */
  private static final Duration SEEN = Duration.ofSeconds(5);

  private final Pace pace;
  private final Budget budget;
  private final DoubleSupplier jitter;
  private final Map<Errand, Attempt> attempts = new HashMap<>();
  private List<Due> due = List.of();
  private Optional<Moment> resolvesUntil = Optional.empty();

  Backlog(Pace pace, Budget budget, DoubleSupplier jitter) {
    this.pace = pace;
    this.budget = budget;
    this.jitter = jitter;
  }

  /** Takes over everything that is due now over this route. */
  void replace(List<Due> latest, boolean resolvesMayLeave, Moment now) {
    this.due = List.copyOf(latest);
    this.resolvesUntil = resolvesMayLeave ? Optional.of(now.plus(SEEN)) : Optional.empty();
    attempts.keySet().retainAll(latest.stream().map(Errand::of).collect(toSet()));
    for (var each : latest) {
      attempts.merge(
          Errand.of(each),
          Attempt.first(each, now),
          (old, fresh) -> old.generation() == fresh.generation() ? old : fresh);
    }
  }

  /** The most urgent that may be sent at {@code now}. */
  Optional<Due> next(Moment now) {
    return budget.shortfall(now).isZero()
        ? due.stream()
            .filter(each -> mayLeave(each, now) && untilReady(each, now).isZero())
            .min(urgency())
        : Optional.empty();
  }

  /** How long until {@link #next} may have an answer; empty while only a replacement brings one. */
  Optional<Duration> rest(Moment now) {
    var shortfall = budget.shortfall(now);
    return due.stream()
        .filter(each -> mayLeave(each, now))
        .map(each -> untilReady(each, now))
        .min(Comparator.naturalOrder())
        .map(wait -> wait.compareTo(shortfall) > 0 ? wait : shortfall);
  }

  /** It is about to be sent; returns how far that has come. */
  Attempt leaves(Due due, Moment now) {
    budget.take(now);
    return attempts.getOrDefault(Errand.of(due), Attempt.first(due, now));
  }

  /** It was sent, and this came of it. What is due by then may be newer. */
  void ended(Due sent, Answer answer, Outcome outcome, Moment now) {
    var before = attempts.get(Errand.of(sent));
    if (before == null || before.generation() != sent.generation()) {
      return;
    }
    attempts.put(Errand.of(sent), before.after(answer, outcome, pace, jitter.getAsDouble(), now));
    if (outcome instanceof Outcome.Accepted) {
      attempts.replaceAll((_, each) -> each.afterAnother(now));
      due = due.stream().filter(each -> !Errand.of(each).equals(Errand.of(sent))).toList();
    }
  }

  private boolean mayLeave(Due due, Moment now) {
    return !due.resolves() || resolvesUntil.filter(until -> !now.isAfter(until)).isPresent();
  }

  private Duration untilReady(Due due, Moment now) {
    var wait = attempt(due).ready().since(now);
    return wait.isPositive() ? wait : Duration.ZERO;
  }

  /** The most severe, then news before repeats, then who has waited longest. */
  private Comparator<Due> urgency() {
    return comparing(Due::severity, reverseOrder())
        .thenComparingInt(Backlog::rank)
        .thenComparing(each -> attempt(each).ready().mono());
  }

  private static int rank(Due due) {
    return switch (due.reason()) {
      case FIRST, CHANGED, ESCALATED -> 0;
      case RESOLVED -> due.incident().assumed() ? 2 : 1; // which somebody may wait for, before
      case REPEAT -> 3;
    };
  }

  /** What is under way at most once: an incident, under one of its keys. */
  private record Errand(IncidentId incident, DedupKey key) {
    static Errand of(Due due) {
      return new Errand(due.incident().id(), due.key());
    }
  }

  private Attempt attempt(Due due) {
    return requireNonNull(attempts.get(Errand.of(due)));
  }
}
