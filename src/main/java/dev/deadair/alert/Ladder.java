package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an incident that goes on is due to whom: who is told at once, and who follows when nobody
 * has proven to be told.
 *
 * <pre>
 * at once             the site's receivers without {@code after}
 * {@code after}               those with it, unless a pager took it or an Alertmanager has told people;
 *                     at once where a receiver of the first rung plainly refuses
 * 3 min, if critical  every other receiver, unless anybody took it
 * </pre>
 *
 * A drill is told to the receiver that it tries, at once, and to nobody else.
 *
 * <p>A silence of an operator's means that it is delivered and held: nobody follows, and the count
 * begins anew when it ends.
 */
final class Ladder {

  /** No page is lost for want of a receiver that was told. */
  static final Duration EVERYBODY = Duration.ofMinutes(3);

  /** How often an Alertmanager is told, and asked, that has not proven itself yet. */
  private static final Duration UNPROVEN = Duration.ofSeconds(10);

  /** How often one is asked that is silenced: when it no longer is, the page is due. */
  private static final Duration HELD = Duration.ofSeconds(30);

  /** What has not been answered may arrive for so long, and undo what was sent after it. */
  static final Duration REQUEST_LIFETIME = Duration.ofSeconds(60);

  private final Incident incident;
  private final Routing routing;
  private final Alertmanagers alertmanagers;
  private final boolean inhibited;
  private final Moment turn;

  Ladder(
      Incident incident,
      Routing routing,
      Alertmanagers alertmanagers,
      boolean inhibited,
      Moment now) {
    this.incident = incident;
    this.routing = routing;
    this.alertmanagers = alertmanagers;
    this.inhibited = inhibited;
    this.turn = now;
  }

  /** Why the incident is due over {@code route}; empty when it is not. */
  Optional<Reason> reason(Receiver receiver, Route route) {
    var told = incident.told().get(route);
    if (told != null && told.generation() > 0 && (!inhibited || knows(route, told))) {
      return again(receiver, told);
    }
    if (!wants(receiver)) {
      return Optional.empty();
    }
    return Optional.of(isFirst(receiver) ? Reason.FIRST : Reason.ESCALATED);
  }

  /**
   * Whether one that has taken something takes it for going on: to fall quiet would say that it is
   * over. Who took an end, and has taken nothing since, does not, however often it came back.
   */
  private boolean knows(Route route, Told told) {
    return told.firing() && !tookItsEnd(route);
  }

  private boolean tookItsEnd(Route route) {
    return incident.history().reversed().stream()
        .filter(each -> each.route().equals(route) && each.kind() == Step.Kind.ACCEPTED)
        .findFirst()
        .filter(each -> each.reason() == Reason.RESOLVED)
        .isPresent();
  }

  /** Whether {@code receiver}, which has not taken it yet, ought to. */
  boolean wants(Receiver receiver) {
    if (inhibited) {
      return false;
    }
    if (isDrill()) {
      return isFirst(receiver) && incident.stage() instanceof Stage.Firing;
    }
    if (receiver.isLevel() && isFirst(receiver)) {
      return true; // also when it is silenced there: it is how we hear of the end of that
    }
    if (isHeld()) {
      return false;
    }
    if (isFirst(receiver)) {
      return true;
    }
    return isOwn(receiver)
        ? !isPaged() && (waited(receiver.after()) || isRefused())
        : incident.alert().severity() == Severity.CRITICAL && !isTaken() && waited(EVERYBODY);
  }

  /**
   * Whether an operator's silence keeps it from people: by a member that has it, or by one that is
   * told of it and has the silence already.
   */
  boolean isHeld() {
    return incident.isHeld(turn)
        || routing.receivers().stream()
            .filter(each -> each.isLevel() && isFirst(each))
            .anyMatch(each -> alertmanagers.silence(incident, each, turn));
  }

  private boolean isFirst(Receiver receiver) {
    return isDrill()
        ? receiver.name().equals(incident.alert().more().get("receiver"))
        : isOwn(receiver) && receiver.after().isZero();
  }

  /** Which is told to the one receiver that it is to try, at once, and to nobody else ever. */
  private boolean isDrill() {
    return incident.alert().name() == AlertName.DRILL;
  }

  private boolean isOwn(Receiver receiver) {
    return routing
        .receiversFor(incident.alert().site(), incident.alert().severity())
        .contains(receiver);
  }

  /**
   * Since when people ought to hear of it. What was kept quiet, from its beginning or since it came
   * back, is wanted from the turn on that tells the first rung: the others follow that.
   */
  Moment wantedSince() {
    return incident.isUnknown() && routing.receivers().stream().anyMatch(this::isFirst)
        ? turn
        : incident.wantedSince();
  }

  private boolean waited(Duration patience) {
    return turn.since(wantedSince()).compareTo(patience) >= 0;
  }

  /** Whether some receiver of the first rung does not want it, and none of its members took it. */
  private boolean isRefused() {
    return routing.receivers().stream()
        .filter(this::isFirst)
        .anyMatch(
            receiver ->
                !accepted(receiver)
                    && receiver.routes().stream()
                        .map(incident.told()::get)
                        .anyMatch(told -> told != null && told.isRefused()));
  }

  /** Whether it is proven to have reached a pager, directly or through an Alertmanager. */
  boolean isPaged() {
    return routing.receivers().stream().anyMatch(each -> each.isPager() && accepted(each))
        || routing.receivers().stream().filter(Receiver::isLevel).anyMatch(this::hasNotified);
  }

  private boolean hasNotified(Receiver receiver) {
    return receiver.routes().stream()
        .anyMatch(
            member ->
                isNotified(incident.told().get(member))
                    && !alertmanagers.tellsNoPerson(incident.alert(), receiver, member)
                    && !alertmanagers.isFailing(incident.alert(), receiver, member));
  }

  private static boolean isNotified(@Nullable Told told) {
    return told != null && told.proof().notified().isPresent();
  }

  /** Whether anybody but a mere Alertmanager has taken it. */
  boolean isTaken() {
    return isPaged()
        || routing.receivers().stream().anyMatch(each -> !each.isLevel() && accepted(each));
  }

  private boolean accepted(Receiver receiver) {
    return receiver.routes().stream()
        .map(incident.told()::get)
        .anyMatch(told -> told != null && told.generation() > 0);
  }

  private Optional<Reason> again(Receiver receiver, Told told) {
    return switch (receiver.nature()) {
      case Receiver.Nature.Level _ when told.generation() < incident.generation() ->
          Optional.of(Reason.CHANGED);
      case Receiver.Nature.Level level -> repeat(passed(told, interval(level)));
      case Receiver.Nature.Edge edge ->
          repeat((!isHeld() && passed(told, edge.repeat())) || mayBeUndone(told, turn));
    };
  }

  private static Optional<Reason> repeat(boolean due) {
    return due ? Optional.of(Reason.REPEAT) : Optional.empty();
  }

  private Duration interval(Receiver.Nature.Level level) {
    var soon = isHeld() ? HELD : isPaged() || waited(EVERYBODY) ? level.resend() : UNPROVEN;
    return soon.compareTo(level.resend()) < 0 ? soon : level.resend();
  }

  private boolean passed(Told told, Duration after) {
    return told.acceptedAt().filter(at -> turn.since(at).compareTo(after) < 0).isEmpty();
  }

  /** Whether something that was not answered may have arrived after what was accepted. */
  static boolean mayBeUndone(@Nullable Told told, Moment now) {
    if (told == null || told.unansweredAt().isEmpty()) {
      return false;
    }
    var arrivedBy = told.unansweredAt().get().plus(REQUEST_LIFETIME);
    return !arrivedBy.isAfter(now)
        && told.acceptedAt().filter(at -> at.isAfter(arrivedBy)).isEmpty();
  }
}
