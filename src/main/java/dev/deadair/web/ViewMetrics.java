package dev.deadair.web;

import dev.deadair.alert.RouteFault;
import dev.deadair.alert.RouteReview;
import dev.deadair.liveness.SiteId;
import dev.deadair.view.DrillView;
import dev.deadair.view.InstanceView;
import dev.deadair.view.SiteView;
import dev.deadair.view.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The metrics of sites and instances, written straight from the view: at 10,000 instances a meter
 * each would be 90,000 objects to keep, and a snapshot of them a second of work for each scrape.
 *
 * <p>What it writes is valid in the text format and in OpenMetrics alike.
 */
final class ViewMetrics {

  /** Every word of {@code SiteState}: each site has one series a word, one of them 1. */
  static final List<String> SITE_STATES = List.of("unknown", "producing", "stalled", "absent");

  /** Every word of {@code InstanceState}. */
  static final List<String> INSTANCE_STATES =
      List.of("unknown", "starting", "producing", "idle", "stalled", "down", "crash-looping");

  private final View view;
  private final Family lastTick =
      new Family("deadair_last_tick_timestamp_seconds", "When the last turn was.");
  private final Family storeWritable =
      new Family("deadair_store_writable", "Whether the journal holds the last turn (0 or 1).");
  private final Family setAside =
      new Family(
          "deadair_journal_set_aside_timestamp_seconds",
          "When this run last set a damaged journal aside; no series before.");
  private final Family blind =
      new Family("deadair_blind", "Whether there is a site that this watcher cannot see (0 or 1).");
  private final Family ailing =
      new Family(
          "deadair_ailing",
          "Whether something ails this watcher, so that its dead man's switch is not pinged.");
  private final Family undelivered =
      new Family(
          "deadair_undelivered_seconds",
          "For how long the oldest notification that a receiver has not taken has been due.");
  private final Family siteState =
      new Family("deadair_site_state", "The state a site is in: 1, any other: 0.");
  private final Family siteNoData =
      new Family(
          "deadair_site_no_data_seconds",
          "For how long a site was seen to produce no data; unseen time is not in it.");
  private final Family siteCoverage =
      new Family(
          "deadair_site_coverage_ratio",
          "The share of the coverage span in which a site was not seen without data.");
  private final Family instanceState =
      new Family("deadair_instance_state", "The state an instance is in: 1, any other: 0.");
  private final Family ingestionRate =
      new Family(
          "deadair_instance_ingestion_samples_per_second",
          "Samples an instance appends per second; no series while that is unknown.");
  private final Family lastData =
      new Family(
          "deadair_instance_last_data_timestamp_seconds",
          "When an instance last had data; no series while it was never seen to.");

  private final Family finding =
      new Family("deadair_instance_finding", "What is wrong with an instance: 1 for each finding.");

  private final Family paged =
      new Family(
          "deadair_site_paged",
          "Whether a critical alert about a site gets somebody out of bed, by the routes of the"
              + " Alertmanagers (0 or 1); no series while they have not said.");
  private final Family routeFault =
      new Family(
          "deadair_route_fault",
          "What is wrong with the ways of our alerts through an Alertmanager: 1 for each fault.");

  private final Family drillProven =
      new Family(
          "deadair_drill_proven_timestamp_seconds",
          "When a drill last proved that a page gets through on this way; no series before.");
  private final Family drillDuration =
      new Family(
          "deadair_drill_duration_seconds",
          "How long after its order the latest drill was accepted, listed, notified and proven.");
  private final Family drillSuccess =
      new Family(
          "deadair_drill_successful",
          "Whether the latest drill of a receiver was proven on every way (0 or 1).");

  private ViewMetrics(View view) {
    this.view = view;
  }

  /** Every family of {@code view}; nothing before the first turn. */
  static String of(View view) {
    return view.seq() == 0 ? "" : new ViewMetrics(view).text();
  }

  private String text() {
    lastTick.add("", seconds(view.at()));
    storeWritable.add("", view.storeProblem().isEmpty() ? "1" : "0");
    view.self().lost().ifPresent(lost -> setAside.add("", seconds(lost.at())));
    blind.add("", view.sites().values().stream().allMatch(e -> e.blind().isEmpty()) ? "0" : "1");
    ailing.add("", view.self().ailments().isEmpty() ? "0" : "1");
    undelivered.add("", seconds(undelivered(view)));
    view.sites().values().forEach(this::site);
    routes(view.routes());
    view.drills().forEach(this::drill);
    var text = new StringBuilder();
    List.of(
            lastTick,
            storeWritable,
            setAside,
            blind,
            ailing,
            undelivered,
            siteState,
            siteNoData,
            siteCoverage,
            instanceState,
            ingestionRate,
            lastData,
            finding,
            paged,
            routeFault,
            drillProven,
            drillDuration,
            drillSuccess)
        .forEach(family -> text.append(family.text));
    return text.toString();
  }

  private void routes(RouteReview review) {
    if (review.at().isPresent()) {
      for (var site : view.sites().keySet()) {
        var unpaged =
            review.faults().stream()
                .anyMatch(
                    each ->
                        each.kind() == RouteFault.Kind.UNPAGED
                            && each.grave()
                            && each.site().filter(site::equals).isPresent());
        paged.add("site=\"" + escaped(site.name()) + '"', unpaged ? "0" : "1");
      }
    }
    // There may be several of a kind, which differ in words alone.
    review.faults().stream()
        .map(ViewMetrics::labels)
        .distinct()
        .forEach(labels -> routeFault.add(labels, "1"));
  }

  private void drill(DrillView receiver) {
    var name = "receiver=\"" + escaped(receiver.receiver()) + '"';
    receiver.proof().ifPresent(proof -> proof.ways().forEach(way -> proven(name, way)));
    var ended = receiver.latest().filter(drill -> drill.endedAt().isPresent());
    if (ended.isPresent()) {
      drillSuccess.add(name, ended.get().proven() ? "1" : "0");
      for (var way : ended.get().ways()) {
        took(name, way, "accepted", way.accepted());
        took(name, way, "listed", way.listed());
        took(name, way, "notified", way.notified());
        took(name, way, "proven", way.proven());
      }
    }
  }

  private void proven(String name, DrillView.Way way) {
    way.provenAt().ifPresent(at -> drillProven.add(name + member(way), seconds(at)));
  }

  private void took(String name, DrillView.Way way, String step, Optional<Duration> duration) {
    duration.ifPresent(
        it -> drillDuration.add(name + member(way) + ",step=\"" + step + '"', seconds(it)));
  }

  private static String member(DrillView.Way way) {
    return ",member=\"" + escaped(way.member()) + '"';
  }

  private static String labels(RouteFault fault) {
    return "receiver=\"%s\",site=\"%s\",code=\"%s\",severity=\"%s\""
        .formatted(
            escaped(fault.receiver()),
            escaped(fault.site().map(SiteId::name).orElse("")),
            fault.kind().word(),
            fault.grave() ? "error" : "warning");
  }

  private void site(SiteView site) {
    var labels = "site=\"" + escaped(site.site().name()) + '"';
    siteState.addStates(labels, SITE_STATES, site.state().word());
    siteNoData.add(labels, seconds(site.noData().at(view.at())));
    siteCoverage.add(labels, Double.toString(site.coverage().ratio(view.at())));
    for (var group : site.groups()) {
      var groupLabels = labels + ",group=\"" + escaped(group.group().name()) + '"';
      group.instances().forEach(each -> instance(each, groupLabels));
    }
  }

  private void instance(InstanceView instance, String groupLabels) {
    var labels = groupLabels + ",instance=\"" + escaped(instance.instance().name()) + '"';
    instanceState.addStates(labels, INSTANCE_STATES, instance.state());
    instance.ingestionRate().ifPresent(rate -> ingestionRate.add(labels, rate.toString()));
    instance.lastData().ifPresent(at -> lastData.add(labels, seconds(at)));
    instance
        .findings()
        .forEach(each -> finding.add(labels + ",code=\"" + each.code().word() + '"', "1"));
  }

  private static Duration undelivered(View view) {
    return view.undeliveredSince()
        .map(since -> Duration.between(since, view.at()))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  private static String seconds(Instant instant) {
    return seconds(Duration.between(Instant.EPOCH, instant));
  }

  /** To the millisecond, and without the exponent that a {@code double} would be written with. */
  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** One metric: its head, and the series written so far. */
  private static final class Family {
    private final String name;
    private final StringBuilder text = new StringBuilder();

    Family(String name, String help) {
      this.name = name;
      text.append("# HELP ").append(name).append(' ').append(help).append('\n');
      text.append("# TYPE ").append(name).append(" gauge\n");
    }

    void add(String labels, String value) {
      text.append(name);
      if (!labels.isEmpty()) {
        text.append('{').append(labels).append('}');
      }
      text.append(' ').append(value).append('\n');
    }

    void addStates(String labels, List<String> words, String current) {
      for (var word : words) {
        add(labels + ",state=\"" + word + '"', word.equals(current) ? "1" : "0");
      }
    }
  }
}
