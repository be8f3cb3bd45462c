package dev.deadair.alert;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceState;
import dev.deadair.liveness.Judgement;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.SiteState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From states to symptoms: which condition of which alert is reached, underway, over or unseen. */
final class Symptoms {

  private Symptoms() {}

  /**
   * All symptoms of sites in which anything is amiss, and of those of which something may be open:
   * where all is well and nothing is open, there is nothing that could be over.
   *
   * @param concerned the sites of which something is, or may have been left open
   */
  static List<Symptom> of(Fleet fleet, Set<SiteId> concerned, Moment now) {
    var symptoms = new ArrayList<Symptom>();
    for (var site : fleet.sites().values()) {
      if (!isWell(site) || concerned.contains(site.id())) {
        ofSite(site, now, symptoms);
      }
    }
    return symptoms;
  }

  private static boolean isWell(Site site) {
    if (!isWell(site.judgement())) {
      return false;
    }
    for (var group : site.groups()) {
      if (!isWell(group.judgement())
          || group.ingestion().low().isPresent()
          || group.ingestion().lost().isPresent()) {
        return false;
      }
      for (var instance : group.instances()) {
        if (!instance.state().isProducing()) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isWell(Judgement judgement) {
    return judgement.state() instanceof SiteState.Producing && judgement.absence().isEmpty();
  }

  /** Every alert of sites and groups that pages and may have been left open. */
  static List<Alert> pages(Fleet fleet) {
    var alerts = new ArrayList<Alert>();
    for (var site : fleet.sites().values()) {
      alerts.add(new Alert(AlertName.SITE_ABSENT, site.id()));
      for (var group : site.groups()) {
        if (site.groups().size() > 1) {
          alerts.add(new Alert(AlertName.GROUP_ABSENT, group.id()));
        }
        alerts.add(new Alert(AlertName.INGESTION_LOST, group.id()));
      }
    }
    return alerts;
  }

  private static void ofSite(Site site, Moment now, List<Symptom> into) {
    var limits = site.expected().limits();
    var judgement = site.judgement();
    var since = judgement.state().noDataSince();
    var lastData = site.lastData().map(Moment::wall);
    into.add(
        new Symptom(
            new Alert(AlertName.SITE_ABSENT, site.id()),
            absent(judgement, limits, now),
            since,
            lastData,
            limits));
    into.add(
        new Symptom(
            new Alert(AlertName.SITE_STALLED, site.id()),
            stalled(site, limits.warnAfter(), now),
            since,
            lastData,
            limits));
    for (var group : site.groups()) {
      ofGroup(site, group, now, into);
      into.addAll(IngestionSymptoms.of(group, now));
      for (var instance : group.instances()) {
        into.add(ofInstance(site, group, instance, now));
      }
    }
  }

  /**
   * A group pages by its own window only while another group of the site has data, or is not seen
   * for so long that the site itself is not judged.
   */
  private static void ofGroup(Site site, Group group, Moment now, List<Symptom> into) {
    if (site.groups().size() == 1) {
      return;
    }
    var own = absent(group.judgement(), group.expected().limits(), now);
    var othersHaveData =
        site.groups().stream()
            .filter(other -> !other.id().equals(group.id()))
            .anyMatch(other -> other.judgement().state() instanceof SiteState.Producing);
    var isLeftToTheSite = !othersHaveData && !isUndecided(site, now);
    var standing = own == Standing.REACHED && isLeftToTheSite ? Standing.UNDERWAY : own;
    into.add(
        new Symptom(
            new Alert(AlertName.GROUP_ABSENT, group.id()),
            standing,
            group.judgement().state().noDataSince(),
            group.lastData().map(Moment::wall),
            group.expected().limits()));
  }

  /** Whether a site is not judged for long, since a part that we cannot see might have data. */
  private static boolean isUndecided(Site site, Moment now) {
    var judgement = site.judgement();
    var window = site.expected().limits().window();
    return judgement.blind().isPresent()
        && !(judgement.state() instanceof SiteState.Absent)
        && judgement.unsighted().total(now, window).compareTo(window.dividedBy(2)) >= 0;
  }

  private static Symptom ofInstance(Site site, Group group, Instance instance, Moment now) {
    var limits = group.expected().limits();
    return new Symptom(
        new Alert(AlertName.INSTANCE_DOWN, instance.id()),
        down(site, group, instance, now),
        Optional.of(instance.state())
            .filter(state -> !state.isProducing())
            .map(InstanceState::since),
        instance.clock().lastData().map(Moment::wall),
        limits);
  }

  private static Standing absent(Judgement judgement, Limits limits, Moment now) {
    return switch (judgement.state()) {
      case SiteState.Absent _ -> Standing.REACHED;
      case SiteState.Stalled _, SiteState.Unknown _ -> Standing.UNDERWAY;
      case SiteState.Producing _ when judgement.isFlapping(limits, now) -> Standing.UNDERWAY;
      case SiteState.Producing _ -> seenOver(judgement);
    };
  }

  /** Quiet for a warning while some server is about to be back from its restart. */
  private static Standing stalled(Site site, Duration warnAfter, Moment now) {
    var judgement = site.judgement();
    return switch (judgement.state()) {
      case SiteState.Absent _ -> Standing.UNDERWAY;
      case SiteState.Stalled _ ->
          judgement.noData().accrued().compareTo(warnAfter) >= 0 && !isBackSoon(site, now)
              ? Standing.REACHED
              : Standing.UNDERWAY;
      case SiteState.Unknown _ -> Standing.UNDERWAY;
      case SiteState.Producing _ -> seenOver(judgement);
    };
  }

  private static boolean isBackSoon(Site site, Moment now) {
    return site.groups().stream()
        .flatMap(group -> group.instances().stream())
        .anyMatch(instance -> instance.isBackSoon(now));
  }

  private static Standing seenOver(Judgement judgement) {
    return judgement.blind().isPresent() ? Standing.UNSEEN : Standing.OVER;
  }

  /**
   * A replica is lost while its site goes on and fewer are left than are expected: counted from the
   * later of its own loss and the site's return, so that an outage of the whole site is not
   * followed by a warning each.
   */
  private static Standing down(Site site, Group group, Instance instance, Moment now) {
    return switch (instance.state()) {
      case InstanceState.Producing _ ->
          instance.looks().sightedSince().isPresent() ? Standing.OVER : Standing.UNSEEN;
      case InstanceState.Unknown _ -> Standing.UNSEEN;
      case InstanceState.Starting _,
          InstanceState.Idle _,
          InstanceState.Stalled _,
          InstanceState.CrashLooping _,
          InstanceState.Down _ ->
          isRedundant(group) ? Standing.OVER : lost(site, group, instance, now);
    };
  }

  private static boolean isRedundant(Group group) {
    var producing = group.instances().stream().filter(each -> each.state().isProducing()).count();
    return producing >= group.expected().replicas();
  }

  private static Standing lost(Site site, Group group, Instance instance, Moment now) {
    var warnAfter = group.expected().limits().warnAfter();
    return !instance.isBackSoon(now)
            && site.judgement().state() instanceof SiteState.Producing
            && instance.noDataFor(now).compareTo(warnAfter) >= 0
            && site.judgement().backFor(now).compareTo(warnAfter) >= 0
        ? Standing.REACHED
        : Standing.UNDERWAY;
  }
}
