package dev.deadair.turn;

import dev.deadair.alert.Alertmanagers;
import dev.deadair.alert.Holding;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Receipt;
import dev.deadair.alert.Report;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Tally;
import dev.deadair.liveness.Moment;
import java.util.ArrayList;
import java.util.List;

/** What a turn's facts say of how incidents are delivered. */
record Deliveries(
    List<Report> reports,
    List<Holding> holdings,
    List<Tally> tallies,
    List<Receipt> receipts,
    List<Fact.RouteProved> trees,
    List<Fact.SilencesRead> silences) {

  static Deliveries of(List<Fact> facts) {
    var heard =
        new Deliveries(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (var fact : facts) {
      switch (fact) {
        case Fact.Delivered(var report) -> heard.reports.add(report);
        case Fact.Held(var holding) -> heard.holdings.add(holding);
        case Fact.Counted(var tally) -> heard.tallies.add(tally);
        case Fact.Received(var receipt) -> heard.receipts.add(receipt);
        case Fact.RouteProved proved -> heard.trees.add(proved);
        case Fact.SilencesRead read -> heard.silences.add(read);
        case Fact.Looked _,
            Fact.Asked _,
            Fact.Inspected _,
            Fact.Resolved _,
            Fact.RoutesReviewed _,
            Fact.Silenced _,
            Fact.LogLine _,
            Fact.Beat _,
            Fact.Stored _,
            Fact.Lost _,
            Fact.Recovered _,
            Fact.Muted _,
            Fact.Commanded _ -> {}
      }
    }
    return heard;
  }

  Alertmanagers about(Alertmanagers alertmanagers) {
    var known = alertmanagers;
    for (var tally : tallies) {
      known = known.heard(tally);
    }
    for (var proved : trees) {
      known = known.heard(proved.route(), proved.routes(), proved.at());
    }
    for (var read : silences) {
      known = known.heard(read.route(), read.silences(), read.at());
    }
    return known;
  }

  Incidents about(Incidents incidents, Alertmanagers known, Routing routing, Moment now) {
    return incidents
        .heard(reports)
        .proven(holdings, receipts, !trees.isEmpty(), known, routing, now);
  }
}
