package dev.deadair.alert;

import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.diagnosis.Finding;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.Judgement;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteState;
import dev.deadair.liveness.Subject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a page says, in the order in which the person who was woken needs it. */
final class Wording {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final Fleet fleet;
  private final Diagnoses diagnoses;
  private final Routing routing;
  private final Openings openings;
  private final Moment turn;

  Wording(Fleet fleet, Diagnoses diagnoses, Routing routing, Openings openings, Moment now) {
    this.fleet = fleet;
    this.diagnoses = diagnoses;
    this.routing = routing;
    this.openings = openings;
    this.turn = now;
  }

  Page page(Incident incident) {
    return new Page(() -> words(incident));
  }

  private Page.Words words(Incident incident) {
    var site = Blame.site(incident, fleet);
    var finding = FindingSymptoms.finding(incident.alert(), diagnoses);
    var summary = summary(incident, site, finding);
    var annotations = new LinkedHashMap<String, String>();
    annotations.put("summary", summary);
    annotations.put("description", description(incident, site, finding));
    annotations.put("since", incident.since().toString());
    incident.lastData().ifPresent(at -> annotations.put("last_data", at.toString()));
    Blame.verdict(incident, fleet, diagnoses).ifPresent(line -> annotations.put("verdict", line));
    finding.ifPresent(found -> annotations.put("action", found.action()));
    site.flatMap(each -> each.expected().runbook())
        .ifPresent(url -> annotations.put("runbook_url", url.toString()));
    site.flatMap(each -> each.expected().dashboard())
        .ifPresent(url -> annotations.put("dashboard_url", url.toString()));
    return new Page.Words(summary, annotations, BoardLink.to(incident, routing));
  }

  private String summary(Incident incident, Optional<Site> site, Optional<Finding> finding) {
    var subject = incident.alert().subject();
    var since = UTC.format(incident.since());
    return switch (incident.alert().name()) {
      case SITE_ABSENT -> "Site " + subject + absent(site.map(Site::judgement)) + since;
      case GROUP_ABSENT -> "Group " + subject + absent(judgement(subject, site)) + since;
      case SITE_STALLED -> "Site " + subject + " produces no data since " + since;
      case INSTANCE_DOWN -> "Replica " + subject + " produces no data since " + since;
      case INGESTION_DROPPED ->
          "Group " + subject + " ingests less than half of what is usual since " + since;
      case INGESTION_LOST ->
          "Group " + subject + " has lost nearly all of its ingestion since " + since;
      case ALERT_PATH_BROKEN ->
          "Group " + subject + " " + found(incident, finding) + ", since " + since;
      case WILL_NOT_RESTART, INSTANCE_FINDING, LABELS_INVALID ->
          "Replica " + subject + " " + found(incident, finding) + ", since " + since;
      case LAST_REPLICA_WILL_NOT_RESTART ->
          "The last producing replica of its group, "
              + subject
              + ", "
              + found(incident, finding)
              + ", since "
              + since;
      case BLIND -> blind(incident.alert()) + since;
      case UNDELIVERED ->
          "Receiver "
              + incident.alert().more().get("receiver")
              + undelivered(incident.alert())
              + routing.watcher()
              + " since "
              + since;
      case STORE_FAILING -> routing.watcher() + " cannot keep its journal since " + since;
      case DRILL ->
          "TEST, nothing is wrong: drill of "
              + incident.alert().more().get("receiver")
              + " by "
              + routing.watcher()
              + ", "
              + UTC.format(incident.openedAt().wall());
      case HEARTBEAT -> routing.watcher() + " is there";
    };
  }

  private String blind(Alert alert) {
    var cause = alert.more().get("cause");
    var words =
        Stream.of(BlindCause.values())
            .filter(each -> each.code().equals(cause))
            .map(BlindCause::words)
            .findFirst()
            .orElse("cause " + cause);
    return alert.site().isPresent()
        ? "Site "
            + alert.subject()
            + " is not seen by "
            + routing.watcher()
            + ": "
            + words
            + ", since "
        : routing.watcher() + trouble(cause) + words + ", since ";
  }

  private static String trouble(@Nullable String cause) {
    return Stream.of(BlindCause.values())
            .anyMatch(each -> each.isOfItself() && each.code().equals(cause))
        ? " cannot watch as it should: "
        : " does not see several sites: ";
  }

  /** What was found, while it is; then what it was called. */
  private static String found(Incident incident, Optional<Finding> finding) {
    return finding
        .map(Finding::summary)
        .orElseGet(() -> "is out of the trouble of " + incident.alert().name().label());
  }

  private static String absent(Optional<Judgement> judgement) {
    return judgement.flatMap(Judgement::absence).filter(SiteState.Why.FLAPPING::equals).isPresent()
        ? " has produced data only now and again since "
        : " has produced no data since ";
  }

  private static Optional<Judgement> judgement(Subject subject, Optional<Site> site) {
    return subject instanceof GroupId id
        ? site.flatMap(each -> each.group(id)).map(Group::judgement)
        : Optional.empty();
  }

  private String description(Incident incident, Optional<Site> site, Optional<Finding> finding) {
    var lines = new ArrayList<String>();
    lines.add(opening(incident));
    if (openings.flaps(incident.alert(), turn)) {
      lines.add(
          "Flapping: opened %d times within an hour; it stays open until it is calm."
              .formatted(openings.of(incident.alert(), turn)));
    }
    finding.map(Finding::evidence).orElse(List.of()).forEach(lines::add);
    site.ifPresent(
        each -> lines.addAll(NamesMoved.lines(groups(incident, each), incident.lastData())));
    var concerned = site.map(each -> Blame.concerned(incident, each)).orElse(List.of());
    concerned.stream().map(Wording::line).forEach(lines::add);
    MissingJobs.line(concerned).ifPresent(lines::add);
    Preceding.lines(concerned, incident.since())
        .forEach(each -> lines.add("Change: " + each + "."));
    BoardLink.to(incident, routing).ifPresent(url -> lines.add("Board: " + url));
    return String.join("\n", lines);
  }

  /** Those whose names may have to do with it: a replica's trouble is not that of a name. */
  private static List<Group> groups(Incident incident, Site site) {
    return switch (incident.alert().name()) {
      case SITE_ABSENT, SITE_STALLED -> site.groups();
      case GROUP_ABSENT, INGESTION_LOST ->
          incident.alert().subject() instanceof GroupId id
              ? site.group(id).stream().toList()
              : List.of();
      case INSTANCE_DOWN,
          INGESTION_DROPPED,
          WILL_NOT_RESTART,
          LAST_REPLICA_WILL_NOT_RESTART,
          INSTANCE_FINDING,
          ALERT_PATH_BROKEN,
          LABELS_INVALID,
          BLIND,
          UNDELIVERED,
          STORE_FAILING,
          DRILL,
          HEARTBEAT ->
          List.of();
    };
  }

  private static String undelivered(Alert alert) {
    return ClockSymptoms.is(RouteFault.Kind.CLOCKS_DIFFER, alert)
        ? " has members whose clocks differ, seen by "
        : ClockSymptoms.is(RouteFault.Kind.CLOCK_SKEW, alert)
            ? " shows another time than "
            : " is not reached by ";
  }

  private static String opening(Incident incident) {
    return switch (incident.alert().name()) {
      case BLIND ->
          "Until it is seen again nobody is paged for what happens there, nor told it is over.";
      case UNDELIVERED ->
          ClockSymptoms.is(RouteFault.Kind.CLOCKS_DIFFER, incident.alert())
              ? "They may page twice, or not tell that it is over: set their clocks by NTP."
              : ClockSymptoms.is(RouteFault.Kind.CLOCK_SKEW, incident.alert())
                  ? "One of the two clocks is wrong: compare both with a third, and set it by NTP."
                      + " Pages of this watcher are dated by its clock and arrive; what Prometheus"
                      + " sends to one that is 4 min ahead is over when it arrives, and silences"
                      + " do not begin and end when they were meant to."
                  : "It takes nothing, refuses it, or does not pass it on: see the log and the"
                      + " incidents.";
      case STORE_FAILING ->
          "Pages leave all the same; nothing is told to be over, and a restart forgets.";
      case DRILL ->
          "This page was ordered to see that it arrives, and how soon. It ends by itself within "
              + Drill.PATIENCE.toMinutes()
              + " min; nobody has to do anything.";
      case HEARTBEAT -> "Once it is not told any more, nobody watches.";
      case SITE_ABSENT,
          GROUP_ABSENT,
          SITE_STALLED,
          INSTANCE_DOWN,
          WILL_NOT_RESTART,
          LAST_REPLICA_WILL_NOT_RESTART,
          INSTANCE_FINDING,
          ALERT_PATH_BROKEN,
          LABELS_INVALID,
          INGESTION_DROPPED,
          INGESTION_LOST ->
          incident
              .lastData()
              .map(at -> "Last sample: " + UTC.format(at) + ".")
              .orElse("It has never been seen producing data.");
    };
  }

  private static String line(Instance instance) {
    return "- "
        + instance.id().group().name()
        + "/"
        + instance.id().name()
        + " "
        + instance.state().word()
        + " since "
        + UTC.format(instance.state().since())
        + ": "
        + instance.shows();
  }
}
