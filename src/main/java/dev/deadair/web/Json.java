package dev.deadair.web;

import dev.deadair.alert.Hush;
import dev.deadair.alert.RouteFault;
import dev.deadair.diagnosis.Difference;
import dev.deadair.diagnosis.Finding;
import dev.deadair.diagnosis.Replaying;
import dev.deadair.liveness.Change;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.ServiceName;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Watcher;
import dev.deadair.view.AlertView;
import dev.deadair.view.DeliveryView;
import dev.deadair.view.GroupView;
import dev.deadair.view.IncidentView;
import dev.deadair.view.InstanceView;
import dev.deadair.view.MaintenanceView;
import dev.deadair.view.SelfView;
import dev.deadair.view.SiteView;
import dev.deadair.view.View;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The view as the API shows it: times RFC 3339 in UTC, durations seconds, absent values null. */
final class Json {

  private Json() {}

  /** The whole of {@code view}. */
  static JsonObject view(View view) {
    return turn(view)
        .put("watcher", view.watcher())
        .put("store", store(view))
        .put("self", self(view))
        .put("sites", sites(view))
        .put("incidents", incidents(view))
        .put("maintenance", maintenance(view))
        .put("drills", DrillJson.all(view))
        .put("silences", silences(view))
        .put("routes", routes(view));
  }

  static JsonArray sites(View view) {
    return sites(view.sites().values(), view.at());
  }

  /** {@code sites} with their clocks as they stand at {@code at}. */
  static JsonArray sites(Collection<SiteView> sites, Instant at) {
    return array(sites, each -> site(each, at));
  }

  /** What is wrong with the ways of our alerts through the Alertmanagers, the worst first. */
  static JsonObject routes(View view) {
    return new JsonObject()
        .put("reviewedAt", time(view.routes().at().map(Moment::wall)))
        .put("faults", array(view.routes().faults(), Json::fault));
  }

  private static JsonObject fault(RouteFault fault) {
    return new JsonObject()
        .put("code", fault.kind().word())
        .put("severity", fault.grave() ? "error" : "warning")
        .put("receiver", fault.receiver())
        .put("members", new JsonArray(fault.members()))
        .put("site", fault.site().map(SiteId::name).orElse(null))
        .put("alerts", new JsonArray(fault.alerts()))
        .put("summary", fault.sentence());
  }

  static JsonArray incidents(View view) {
    return array(view.incidents().values(), Json::incident);
  }

  static JsonArray maintenance(View view) {
    return array(view.maintenance(), Json::maintenance);
  }

  static JsonArray silences(View view) {
    return array(view.hushes(), Json::silence);
  }

  private static JsonObject silence(Hush hush) {
    var silence = hush.silence();
    return new JsonObject()
        .put("id", silence.id())
        .put("receiver", hush.receiver())
        .put("site", hush.site().map(SiteId::name).orElse(null))
        .put("alerts", new JsonArray(hush.alerts()))
        .put("pages", hush.pages())
        .put("summary", hush.who())
        .put("startsAt", time(silence.from()))
        .put("endsAt", time(silence.until()))
        .put("comment", silence.comment())
        .put("author", silence.author());
  }

  static JsonObject maintenance(MaintenanceView maintenance) {
    return new JsonObject()
        .put("id", maintenance.id())
        .put("site", maintenance.subject().ofSite().map(SiteId::name).orElse(null))
        .put("group", group(maintenance.subject()))
        .put("instance", instance(maintenance.subject()))
        .put("state", maintenance.isOn() ? "active" : "expired")
        .put("startsAt", time(maintenance.from()))
        .put("endsAt", time(maintenance.until()))
        .put("untilProducing", maintenance.untilProducing())
        .put("comment", maintenance.comment())
        .put("author", maintenance.author());
  }

  /** The site of that name; empty when there is none. */
  static Optional<JsonObject> site(View view, String name) {
    return view.sites().values().stream()
        .filter(each -> each.site().name().equals(name))
        .findFirst()
        .map(each -> site(each, view.at()));
  }

  /** Which turn it is, and when that was. */
  static JsonObject turn(View view) {
    return new JsonObject().put("seq", view.seq()).put("at", time(view.at()));
  }

  static JsonObject store(View view) {
    return new JsonObject()
        .put("writable", view.storeProblem().isEmpty())
        .put("problem", view.storeProblem().orElse(null));
  }

  static JsonObject self(View view) {
    return new JsonObject()
        .put("watched", view.self().watched())
        .put("ailments", new JsonArray(view.self().ailments()))
        .put("undeliveredSince", time(view.undeliveredSince()))
        .put("lost", view.self().lost().map(Json::loss).orElse(null));
  }

  private static JsonObject loss(SelfView.Loss lost) {
    return new JsonObject().put("at", time(lost.at())).put("what", lost.what());
  }

  static JsonObject site(SiteView site, Instant at) {
    return new JsonObject()
        .put("site", site.site().name())
        .put("state", site.state().word())
        .put("because", site.state().because())
        .put("since", time(site.since()))
        .put("sighted", site.blind().isEmpty())
        .put("blindCause", site.blind().map(cause -> cause.code()).orElse(null))
        .put("noDataSeconds", seconds(site.noData().at(at)))
        .put("windowSeconds", seconds(site.window()))
        .put("coverage", site.coverage().ratio(at))
        .put("lastData", time(site.lastData()))
        .put("groups", array(site.groups(), Json::group))
        .put("alerts", array(site.alerts(), Json::alert))
        .put("runbook", site.runbook().map(URI::toString).orElse(null))
        .put("dashboard", site.dashboard().map(URI::toString).orElse(null));
  }

  static JsonObject incident(IncidentView incident) {
    return alert(incident.head())
        .put("lastData", time(incident.lastData()))
        .put("openedAt", time(incident.openedAt()))
        .put("resolvedAt", time(incident.resolvedAt()))
        .put("dedupKey", incident.dedupKey().value())
        .put("verdict", incident.verdict().orElse(null))
        .put("mutedBy", incident.mutedBy().orElse(null))
        .put("deliveries", array(incident.deliveries(), Json::delivery));
  }

  static <T> JsonArray array(Collection<T> all, Function<T, JsonObject> each) {
    var array = new JsonArray();
    all.forEach(one -> array.add(each.apply(one)));
    return array;
  }

  private static JsonObject group(GroupView group) {
    return new JsonObject()
        .put("group", group.group().name())
        .put("state", group.state().word())
        .put("serviceName", group.serviceName().map(Json::serviceName).orElse(null))
        .put("usefulRate", group.usefulRate().orElse(null))
        .put("usualRate", group.usualRate().orElse(null))
        .put("instances", array(group.instances(), Json::instance));
  }

  private static JsonObject serviceName(ServiceName name) {
    return new JsonObject()
        .put("name", name.name())
        .put("failure", name.failure().map(ServiceName.Failure::why).orElse(null))
        .put("movedAt", time(name.moved().map(ServiceName.Move::at)))
        .put("movedFrom", name.moved().map(move -> new JsonArray(move.from())).orElse(null))
        .put("addresses", array(name.places(), Json::place));
  }

  private static JsonObject place(ServiceName.Place place) {
    return new JsonObject()
        .put("address", place.address())
        .put("instance", place.who().equals(place.address()) ? null : place.who())
        .put("since", time(place.since()))
        .put("lastReady", time(place.lastReady()))
        .put("shows", place.shows());
  }

  private static JsonObject instance(InstanceView instance) {
    return new JsonObject()
        .put("instance", instance.instance().name())
        .put("url", instance.isHeard() ? null : instance.url())
        .put("state", instance.state())
        .put("since", time(instance.since()))
        .put("shows", instance.shows())
        .put("ingestionRate", instance.ingestionRate().orElse(null))
        .put("lastData", time(instance.lastData()))
        .put("replay", instance.replay().map(Json::replay).orElse(null))
        .put("findings", array(instance.findings(), Json::finding))
        .put("changes", array(instance.changes(), Json::change))
        .put("differences", array(instance.differences(), Json::difference));
  }

  private static JsonObject replay(Replaying replay) {
    return new JsonObject().put("progress", replay.share()).put("doneAt", time(replay.doneAt()));
  }

  private static JsonObject finding(Finding finding) {
    return new JsonObject()
        .put("code", finding.code().word())
        .put("severity", finding.severity().word())
        .put("summary", finding.summary())
        .put("evidence", new JsonArray(finding.evidence()))
        .put("action", finding.action())
        .put("since", time(finding.since()));
  }

  private static JsonObject change(Change change) {
    return new JsonObject()
        .put("kind", change.kind().word())
        .put("from", change.from())
        .put("to", change.to())
        .put("at", time(change.at()));
  }

  private static JsonObject difference(Difference difference) {
    return new JsonObject()
        .put("what", difference.what())
        .put("here", difference.here())
        .put("there", difference.there())
        .put("beside", difference.beside().name());
  }

  private static JsonObject alert(AlertView head) {
    var json =
        new JsonObject()
            .put("id", head.incident().value())
            .put("alertname", head.alert().name().label())
            .put("severity", head.alert().severity().word())
            .put("site", head.alert().site().map(SiteId::name).orElse(null))
            .put("group", group(head.alert().subject()))
            .put("instance", instance(head.alert().subject()))
            .put("state", head.stage())
            .put("since", time(head.since()));
    head.alert().more().forEach(json::put);
    return json;
  }

  private static JsonObject delivery(DeliveryView delivery) {
    return new JsonObject()
        .put("receiver", delivery.receiver())
        .put("member", delivery.member())
        .put("reason", delivery.reason().orElse(null))
        .put("at", time(delivery.at()))
        .put("outcome", delivery.outcome())
        .put("detail", delivery.detail());
  }

  private static @Nullable String group(Subject subject) {
    return switch (subject) {
      case SiteId _, Watcher _ -> null;
      case GroupId id -> id.name();
      case InstanceId id -> id.group().name();
    };
  }

  private static @Nullable String instance(Subject subject) {
    return switch (subject) {
      case SiteId _, GroupId _, Watcher _ -> null;
      case InstanceId id -> id.name();
    };
  }

  static @Nullable String time(Optional<Instant> instant) {
    return instant.map(Json::time).orElse(null);
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
