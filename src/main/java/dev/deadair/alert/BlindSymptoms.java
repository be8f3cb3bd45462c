package dev.deadair.alert;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.Judgement;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.Stretches.Stretch;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * From what we cannot see to symptoms: one for each cause, never one for each site.
 *
 * <p>A cause that shows at one site alone is about that site, any other about this watcher.
 */
final class BlindSymptoms {

  /** Those that keep us from seeing what is there to see, for as long as they last. */
  static final Set<BlindCause> CAUSES = EnumSet.complementOf(otherwiseTold());

  private final String watcher;
  private final Moment turn;

  /** Whether it is told that we are away again and again, which explains the looks not taken. */
  private final boolean away;

  private BlindSymptoms(String watcher, Moment turn, boolean away) {
    this.watcher = watcher;
    this.turn = turn;
    this.away = away;
  }

  /** Whether nothing that {@code alert} is about, which is not open, is hidden from us. */
  static boolean isOver(
      Alert alert, Fleet fleet, String watcher, Collection<Alert> open, Moment now) {
    return OwnClocks.CAUSES.stream().anyMatch(cause -> is(cause, alert))
        ? fleet.sight().clock().wrong().isEmpty()
        : new BlindSymptoms(watcher, now, false).concerned(alert, fleet, open).isEmpty();
  }

  private static EnumSet<BlindCause> otherwiseTold() {
    var causes = EnumSet.copyOf(OwnClocks.CAUSES);
    causes.add(BlindCause.AWAITING_HEARTBEAT); // is either heard or missed before long
    causes.add(BlindCause.TURNS_FAILING); // is over with the first turn that does not
    return causes;
  }

  static List<Symptom> of(Fleet fleet, String watcher, Collection<Alert> open, Moment now) {
    var ownClocks = OwnClocks.of(fleet, watcher, open, now);
    if (sees(fleet) && open.stream().noneMatch(alert -> alert.name() == AlertName.BLIND)) {
      return ownClocks;
    }
    var symptoms = new ArrayList<>(ownClocks);
    var each = new BlindSymptoms(watcher, now, ownClocks.stream().anyMatch(BlindSymptoms::isAway));
    for (var cause : CAUSES) {
      each.ofCause(cause, fleet, open, symptoms);
    }
    return symptoms;
  }

  /** A clock that is wrong keeps nobody from looking. */
  private static boolean isAway(Symptom own) {
    return own.standing() != Standing.OVER
        && (is(BlindCause.SUSPENDED, own.alert()) || is(BlindCause.STOOD_STILL, own.alert()));
  }

  private static boolean sees(Fleet fleet) {
    for (var site : fleet.sites().values()) {
      for (var group : site.groups()) {
        if (group.judgement().blind().isPresent()) {
          return false;
        }
      }
    }
    return true;
  }

  private void ofCause(BlindCause cause, Fleet fleet, Collection<Alert> open, List<Symptom> into) {
    var blind =
        fleet.sites().values().stream()
            .flatMap(site -> site.groups().stream())
            .filter(group -> isBlindBy(cause, group))
            .toList();
    var explained = away && cause == BlindCause.NO_LOOK;
    if (!explained && blind.stream().anyMatch(this::isBlindForLong)) {
      var limits = blind.getFirst().expected().limits();
      into.add(symptom(alert(about(blind), cause), Standing.REACHED, blind, limits));
    }
    open.stream()
        .filter(alert -> alert.name() == AlertName.BLIND && is(cause, alert))
        .map(alert -> whileOpen(alert, fleet, open, blind))
        .filter(
            symptom -> into.stream().noneMatch(reached -> reached.alert().equals(symptom.alert())))
        .toList()
        .forEach(into::add);
  }

  /**
   * An alert that is open stays as long as anything it is about is blind, whatever the cause; but
   * for what an alert about that site alone tells.
   */
  private Symptom whileOpen(Alert alert, Fleet fleet, Collection<Alert> open, List<Group> byCause) {
    return symptom(
        alert,
        concerned(alert, fleet, open).isEmpty() ? Standing.OVER : Standing.UNDERWAY,
        byCause,
        sites(alert, fleet)
            .findFirst()
            .map(site -> site.expected().limits())
            .orElse(Limits.DEFAULT));
  }

  private List<Group> concerned(Alert alert, Fleet fleet, Collection<Alert> open) {
    return sites(alert, fleet)
        .flatMap(site -> site.groups().stream())
        .filter(group -> group.judgement().blind().isPresent())
        .filter(group -> alert.site().isPresent() || !isToldOf(group, open))
        .toList();
  }

  /** Those that {@code alert} is about. */
  private static Stream<Site> sites(Alert alert, Fleet fleet) {
    return alert
        .site()
        .map(id -> Optional.ofNullable(fleet.sites().get(id)).stream())
        .orElseGet(() -> fleet.sites().values().stream());
  }

  private boolean isToldOf(Group group, Collection<Alert> open) {
    return group
        .judgement()
        .blind()
        .filter(cause -> open.contains(alert(group.id().site(), cause)))
        .isPresent();
  }

  private Symptom symptom(Alert alert, Standing standing, List<Group> blind, Limits limits) {
    return new Symptom(
        alert,
        standing,
        blind.stream()
            .flatMap(group -> group.judgement().unsighted().all().stream())
            .map(Stretch::from)
            .reduce((one, other) -> one.isAfter(other) ? other : one)
            .map(Moment::wall),
        Optional.empty(),
        limits);
  }

  /**
   * What is ours shows when we saw less than half of the last window; an answer about us, which is
   * about this group alone, when it was all we got for a whole one.
   */
  private boolean isBlindForLong(Group group) {
    var limits = group.expected().limits();
    var unsighted = group.judgement().unsighted().total(turn, limits.window());
    var enough = isOurs(group.judgement()) ? limits.window().dividedBy(2) : limits.window();
    return unsighted.compareTo(longer(enough, limits.warnAfter())) >= 0;
  }

  private static boolean isOurs(Judgement judgement) {
    return judgement.blind().filter(BlindCause::isOurs).isPresent();
  }

  private Subject about(List<Group> blind) {
    var sites = blind.stream().map(group -> group.id().site()).distinct().toList();
    return sites.size() == 1 ? sites.getFirst() : new Watcher(watcher);
  }

  private Alert alert(Subject about, BlindCause cause) {
    return alert(about, cause, watcher);
  }

  static Alert alert(Subject about, BlindCause cause, String watcher) {
    return new Alert(
        AlertName.BLIND, about, new TreeMap<>(Map.of("cause", cause.code(), "watcher", watcher)));
  }

  static boolean is(BlindCause cause, Alert alert) {
    return cause.code().equals(alert.more().get("cause"));
  }

  private static boolean isBlindBy(BlindCause cause, Group group) {
    return group.judgement().blind().filter(cause::equals).isPresent();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
