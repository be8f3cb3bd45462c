package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How far one route has been told of one incident.
 *
 * @param generation the newest generation it accepted; 0 while it accepted none
 * @param firing whether it has been told that it goes on, or is about to be, and took no end since:
 *     the rest merely may hold what one before this incident left
 * @param acceptedAt when it last accepted anything; empty, too, when a restart makes that old
 * @param attemptedAt when a page was last on its way: a lease that it may have granted counts from
 *     there
 * @param unansweredAt when the latest attempt ended that may still arrive
 * @param proof that it was passed on to people
 * @param released the keys under which it has closed
 * @param latest the latest report; empty while the first attempt is under way
 */
public record Told(
    int generation,
    boolean firing,
    Optional<Moment> acceptedAt,
    boolean ambiguous,
    Optional<Moment> attemptedAt,
    Optional<Moment> unansweredAt,
    Proof proof,
    Set<DedupKey> released,
    Optional<Report> latest) {

  public Told {
    released = Collections.unmodifiableSet(new LinkedHashSet<>(released));
  }

  /** Something is about to be sent over this route. Kept before it leaves. */
  static Told offered(Moment now) {
    return new Told(
        0,
        true,
        Optional.empty(),
        false,
        Optional.of(now),
        Optional.empty(),
        Proof.NONE,
        Set.of(),
        Optional.empty());
  }

  /** Nobody remembers what was sent over this route: it may hold what it may hold. */
  public static Told assumed(Moment now) {
    return offered(now).with(true, Optional.of(now));
  }

  /** This one, about to be told that it goes on. Kept before it leaves. */
  Told firing(Moment now) {
    return new Told(
        generation,
        true,
        acceptedAt,
        ambiguous,
        Optional.of(now),
        unansweredAt,
        proof,
        released,
        latest);
  }

  /** This one, after which something may arrive that closes what it opens. */
  Told maybeUndone(Moment now) {
    return with(ambiguous, Optional.of(now));
  }

  Told and(Report report) {
    return switch (report.outcome()) {
      case Outcome.Accepted _ ->
          new Told(
              Math.max(generation, report.generation()),
              report.reason() != Reason.RESOLVED,
              Optional.of(report.at()),
              ambiguous,
              attempted(report),
              unansweredAt,
              proof,
              released(report),
              Optional.of(report));
      case Outcome.Rejected _ ->
          new Told(
              generation,
              firing,
              acceptedAt,
              ambiguous,
              attemptedAt,
              unansweredAt,
              proof,
              released,
              Optional.of(report));
      case Outcome.Failed _ ->
          new Told(
              generation,
              firing,
              acceptedAt,
              true,
              attempted(report),
              Optional.of(report.at()),
              proof,
              released,
              Optional.of(report));
    };
  }

  private Optional<Moment> attempted(Report report) {
    return report.reason() == Reason.RESOLVED ? attemptedAt : Optional.of(report.at());
  }

  private Set<DedupKey> released(Report report) {
    if (report.reason() != Reason.RESOLVED || report.key().isEmpty()) {
      return released;
    }
    var more = new LinkedHashSet<>(released);
    more.add(report.key().get());
    return more;
  }

  Told with(Proof newer) {
    return new Told(
        generation,
        firing,
        acceptedAt,
        ambiguous,
        attemptedAt,
        unansweredAt,
        newer,
        released,
        latest);
  }

  /** After a restart, or of an incident before this one: what was on its way then may be still. */
  Told resumed(Moment now) {
    return new Told(
        generation,
        firing,
        Optional.empty(),
        ambiguous,
        mayHold() ? Optional.of(now) : attemptedAt,
        unansweredAt,
        proof,
        released,
        latest);
  }

  /** After a restart: what was on its way then that it goes on, if it was told so, may arrive. */
  Told unheard(Moment now) {
    return firing ? with(ambiguous, Optional.of(now)) : this;
  }

  /**
   * What is left of it for an incident that follows this one.
   *
   * @param ending when something may have been on its way that ends this one
   */
  Told inherited(Optional<Moment> ending) {
    return new Told(
        0,
        false,
        Optional.empty(),
        true,
        attemptedAt,
        ending.or(() -> unansweredAt),
        Proof.NONE,
        Set.of(),
        Optional.empty());
  }

  /** This with its moments as {@code dating} has them. */
  Told dated(UnaryOperator<Moment> dating) {
    return new Told(
        generation,
        firing,
        acceptedAt.map(dating),
        ambiguous,
        attemptedAt.map(dating),
        unansweredAt.map(dating),
        proof.dated(dating),
        released,
        latest.map(each -> each.dated(dating)));
  }

  private Told with(boolean unsure, Optional<Moment> unanswered) {
    return new Told(
        generation, firing, acceptedAt, unsure, attemptedAt, unanswered, proof, released, latest);
  }

  /** Whether it was told of this very incident, and not merely of what may be open beside it. */
  boolean isOfThis() {
    return firing || generation > 0;
  }

  /** Whether it may hold the incident open: anything but a plain no so far. */
  boolean mayHold() {
    return generation > 0 || ambiguous || latest.isEmpty();
  }

  /** When a page was on its way of which nothing has been heard since: it may arrive yet. */
  Optional<Moment> offeredAt() {
    return attemptedAt.filter(at -> latest.filter(report -> !at.isAfter(report.at())).isEmpty());
  }

  /** Whether the latest that we know is that it was taken. */
  boolean isAccepted() {
    return latest.filter(report -> report.outcome() instanceof Outcome.Accepted).isPresent();
  }

  /** Whether the latest that we know is a plain no. */
  boolean isRefused() {
    return latest.filter(report -> report.outcome() instanceof Outcome.Rejected).isPresent();
  }
}
