package dev.deadair.alert;

import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Judgement;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteState;
import java.util.Collection;
import java.util.Optional;

/**
 * Which incidents nobody is to be told of who has not been: a larger one says it, a mute holds, or
 * data is back and nobody was told before.
 */
record Quiet(Collection<Incident> all, Mutes mutes, Fleet fleet, Moment turn) {

  boolean isOn(Incident incident) {
    return incident.isBackUnnoticed()
        || isDarkAnew(incident)
        || Inhibition.inhibited(incident, all, this::isSaid)
        || mutes.holding(incident, fleet, turn).isPresent();
  }

  /**
   * It had data again in a turn that could not end it, as after a step of our clock, and has been
   * dark for less than its window since; one that flaps has been dark for too long in all.
   */
  private boolean isDarkAnew(Incident incident) {
    return incident.isUnknown() && judgement(incident).filter(Quiet::isYoung).isPresent();
  }

  private Optional<Judgement> judgement(Incident incident) {
    var site = incident.alert().site().map(fleet.sites()::get);
    if (incident.alert().name() == AlertName.SITE_ABSENT) {
      return site.map(Site::judgement);
    }
    return incident.alert().name() == AlertName.GROUP_ABSENT
            && incident.alert().subject() instanceof GroupId id
        ? site.flatMap(each -> each.group(id)).map(Group::judgement)
        : Optional.empty();
  }

  private static boolean isYoung(Judgement judgement) {
    return judgement.state() instanceof SiteState.Stalled
        && judgement.absence().filter(SiteState.Why.FLAPPING::equals).isEmpty();
  }

  /**
   * One that a mute keeps from everybody says nothing: back before the end of that, it may be told
   * to nobody ever, and a part of it may be dark still.
   */
  private boolean isSaid(Incident larger) {
    return !larger.isUnknown() || mutes.holding(larger, fleet, turn).isEmpty();
  }
}
