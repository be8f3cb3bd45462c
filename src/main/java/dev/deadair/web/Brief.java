package dev.deadair.web;

import dev.deadair.view.GroupView;
import dev.deadair.view.InstanceView;
import dev.deadair.view.SiteView;
import dev.deadair.view.View;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The view as the board's first page needs it: of a site with data little more than that, of any
 * other everything. What moves at every look, the time of the last sample and the rate, is told
 * apart, a few bytes for each site: hundreds of sites may move every second.
 */
final class Brief {

  private Brief() {}

  /** All of {@code view}. */
  static JsonObject all(View view) {
    return between(View.BLANK, view);
  }

  /** What {@code now} shows that {@code before} did not. */
  static JsonObject between(View before, View now) {
    var order = List.copyOf(now.sites().keySet());
    var full = before.seq() == 0 || !order.equals(List.copyOf(before.sites().keySet()));
    var sites = new JsonArray();
    var pulse = new JsonArray();
    var index = 0;
    for (var site : now.sites().values()) {
      var known = before.sites().get(site.site());
      if (full || known == null || !isSameButForData(known, site)) {
        sites.add(site(site, now.at()));
      } else if (!known.equals(site)) {
        pulse.add(pulse(index, site));
      }
      index++;
    }
    var brief = Json.turn(now).put("full", full).put("sites", sites);
    if (!pulse.isEmpty()) {
      brief.put("pulse", pulse);
    }
    if (full) {
      brief.put("watcher", now.watcher());
    }
    if (full || !before.self().equals(now.self())) {
      brief.put("self", Json.self(now));
    }
    if (full || !before.incidents().equals(now.incidents())) {
      brief.put("incidents", Json.incidents(now));
    }
    if (full || !before.maintenance().equals(now.maintenance())) {
      brief.put("maintenance", Json.maintenance(now));
    }
    if (full || !before.hushes().equals(now.hushes())) {
      brief.put("silences", Json.silences(now));
    }
    if (full || !before.routes().faults().equals(now.routes().faults())) {
      brief.put("routes", Json.routes(now));
    }
    if (full || !before.drills().equals(now.drills())) {
      brief.put("drills", DrillJson.all(now));
    }
    return brief;
  }

  private static JsonObject site(SiteView site, Instant at) {
    var quiet = isQuiet(site);
    var json = Json.site(site, at).put("rate", rate(site).orElse(null));
    if (quiet) {
      var groups = new JsonArray();
      site.groups().forEach(group -> groups.add(quiet(group)));
      json.put("groups", groups);
    }
    return json;
  }

  private static JsonObject quiet(GroupView group) {
    var instances = new JsonArray();
    group
        .instances()
        .forEach(
            each ->
                instances.add(
                    new JsonObject()
                        .put("instance", each.instance().name())
                        .put("state", each.state())));
    return new JsonObject()
        .put("group", group.group().name())
        .put("state", group.state().word())
        .put("instances", instances);
  }

  private static JsonArray pulse(int index, SiteView site) {
    return new JsonArray()
        .add(index)
        .add(site.lastData().map(Instant::toEpochMilli).orElse(null))
        .add(rate(site).map(Math::round).orElse(null));
  }

  /** Of all its groups; empty where one is not known. */
  private static Optional<Double> rate(SiteView site) {
    return site.groups().stream().map(GroupView::usefulRate).allMatch(Optional::isPresent)
        ? Optional.of(
            site.groups().stream().mapToDouble(each -> each.usefulRate().orElse(0.0)).sum())
        : Optional.empty();
  }

  /** Whether nobody needs to look at it. */
  private static boolean isQuiet(SiteView site) {
    return site.state().word().equals("producing")
        && site.blind().isEmpty()
        && site.alerts().isEmpty();
  }

  /** What needs somebody is told in full whenever anything of it changes. */
  private static boolean isSameButForData(SiteView before, SiteView now) {
    return (isQuiet(before) && isQuiet(now))
        ? still(before).equals(still(now))
        : before.equals(now);
  }

  /** What is left of a quiet site without what moves at every look. */
  private static SiteView still(SiteView site) {
    return new SiteView(
        site.site(),
        site.state(),
        site.blind(),
        site.noData(),
        site.window(),
        site.coverage(),
        Optional.empty(),
        site.groups().stream().map(Brief::still).toList(),
        site.alerts(),
        site.runbook(),
        site.dashboard());
  }

  private static GroupView still(GroupView group) {
    return new GroupView(
        group.group(),
        group.state(),
        Optional.empty(),
        Optional.empty(),
        group.instances().stream().map(Brief::still).toList(),
        group.serviceName());
  }

  private static InstanceView still(InstanceView instance) {
    return new InstanceView(
        instance.instance(),
        "",
        instance.state(),
        Instant.EPOCH,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
  }
}
