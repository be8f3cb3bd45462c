package dev.deadair.web;

import static dev.deadair.web.AgreementIT.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The series of a scrape that come from the view, against the API's answer of the same turn. */
record MetricsShown(Map<String, Double> series) {

  /** A scrape; what is counted, and is of no turn, is left out. */
  static MetricsShown of(String exposition) {
    var counted = exposition.indexOf("# HELP deadair_build_info");
    assertThat(counted).as("where the counted metrics begin").isPositive();
    var shown =
        exposition
            .lines()
            .filter(line -> line.startsWith("deadair_"))
            .filter(line -> exposition.indexOf(line) < exposition.indexOf("# TYPE jvm_info"))
            .filter(
                line -> !line.matches("deadair_(build|config|event|probe|pages|tick|heartbeat)_.*"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.lastIndexOf(' ')),
                    line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    return new MetricsShown(new TreeMap<>(shown));
  }

  /** All that the API says in numbers, and nothing else. */
  void agreeWith(JsonObject status) {
    assertThat(series).isEqualTo(new TreeMap<>(expected(status)));
  }

  private static Map<String, Double> expected(JsonObject status) {
    var all = new LinkedHashMap<String, Double>();
    var self = status.getJsonObject("self");
    var sites = objects(status.getJsonArray("sites"));
    var owed = self.getString("undeliveredSince");
    var at = seconds(status.getString("at"));
    all.put("deadair_last_tick_timestamp_seconds", at);
    all.put("deadair_store_writable", truth(status.getJsonObject("store").getBoolean("writable")));
    all.put("deadair_blind", truth(sites.stream().anyMatch(each -> !each.getBoolean("sighted"))));
    all.put("deadair_ailing", truth(!self.getJsonArray("ailments").isEmpty()));
    all.put(
        "deadair_undelivered_seconds",
        owed == null ? 0 : Math.round((at - seconds(owed)) * 1000) / 1000.0);
    sites.forEach(site -> site(site, all));
    routes(status, all);
    return all;
  }

  private static void site(JsonObject site, Map<String, Double> into) {
    var name = "site=\"" + site.getString("site") + '"';
    for (var state : ViewMetrics.SITE_STATES) {
      into.put(
          "deadair_site_state{%s,state=\"%s\"}".formatted(name, state),
          truth(state.equals(site.getString("state"))));
    }
    into.put("deadair_site_no_data_seconds{" + name + "}", site.getDouble("noDataSeconds"));
    into.put("deadair_site_coverage_ratio{" + name + "}", site.getDouble("coverage"));
    for (var group : objects(site.getJsonArray("groups"))) {
      for (var instance : objects(group.getJsonArray("instances"))) {
        instance(
            instance,
            "%s,group=\"%s\",instance=\"%s\""
                .formatted(name, group.getString("group"), instance.getString("instance")),
            into);
      }
    }
  }

  private static void instance(JsonObject instance, String labels, Map<String, Double> into) {
    for (var state : ViewMetrics.INSTANCE_STATES) {
      into.put(
          "deadair_instance_state{%s,state=\"%s\"}".formatted(labels, state),
          truth(state.equals(instance.getString("state"))));
    }
    if (instance.getDouble("ingestionRate") != null) {
      into.put(
          "deadair_instance_ingestion_samples_per_second{" + labels + "}",
          instance.getDouble("ingestionRate"));
    }
    if (instance.getString("lastData") != null) {
      into.put(
          "deadair_instance_last_data_timestamp_seconds{" + labels + "}",
          seconds(instance.getString("lastData")));
    }
    for (var finding : objects(instance.getJsonArray("findings"))) {
      into.put(
          "deadair_instance_finding{%s,code=\"%s\"}".formatted(labels, finding.getString("code")),
          1.0);
    }
  }

  private static void routes(JsonObject status, Map<String, Double> into) {
    var routes = status.getJsonObject("routes");
    var faults = objects(routes.getJsonArray("faults"));
    if (routes.getString("reviewedAt") != null) {
      for (var site : objects(status.getJsonArray("sites"))) {
        var name = site.getString("site");
        var unpaged =
            faults.stream()
                .anyMatch(
                    each ->
                        each.getString("code").equals("unpaged")
                            && each.getString("severity").equals("error")
                            && name.equals(each.getString("site")));
        into.put("deadair_site_paged{site=\"" + name + "\"}", truth(!unpaged));
      }
    }
    for (var each : faults) {
      into.put(
          "deadair_route_fault{receiver=\"%s\",site=\"%s\",code=\"%s\",severity=\"%s\"}"
              .formatted(
                  each.getString("receiver"),
                  each.getString("site"),
                  each.getString("code"),
                  each.getString("severity")),
          1.0);
    }
  }

  private static double truth(boolean is) {
    return is ? 1 : 0;
  }

  private static double seconds(String time) {
    return Instant.parse(time).toEpochMilli() / 1000.0;
  }
}
