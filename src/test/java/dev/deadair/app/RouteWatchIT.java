package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.RouteFault;
import dev.deadair.alert.RouteFault.Kind;
import dev.deadair.config.Settings;
import dev.deadair.liveness.Moment;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.SkewedProxy;
import dev.deadair.turn.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody edits an Alertmanager's routes while we run. */
class RouteWatchIT {
  private static final String PAGING =
      """
      route:
        receiver: pager
        group_by: [alertname, site, group, instance, watcher]
      receivers:
        - name: pager
          pagerduty_configs:
            - {url: 'http://127.0.0.1:1/', routing_key: x, send_resolved: false}
        - name: mail
          webhook_configs: [{url: 'http://127.0.0.1:1/'}]
      """;

  @TempDir private Path folder;
  private final List<Fact> facts = new ArrayList<>();

  @Test
  void findsThatARouteStopsPagingAndPagesAgain() throws Exception {
    try (var one = new Alertmanager("0.25");
        var other = new Alertmanager("0.33")) {
      for (var each : List.of(one, other)) {
        each.configure(PAGING);
        each.start();
        each.awaitReady();
      }
      var watch = watch(one, other);

      assertThat(reviewedBy(watch)).isEmpty();
      assertThat(facts).filteredOn(Fact.RouteProved.class::isInstance).hasSize(2);

      other.configure(PAGING.replace("receiver: pager\n", "receiver: mail\n"));
      other.restart();
      other.awaitReady();
      assertThat(reviewedBy(watch))
          .anyMatch(each -> each.kind() == Kind.UNPAGED && each.grave())
          .anyMatch(each -> each.kind() == Kind.MEMBERS_DIFFER);

      other.kill();
      assertThat(reviewedBy(watch))
          .as("what it said last stands while it says nothing")
          .anyMatch(each -> each.kind() == Kind.UNPAGED);

      other.configure(PAGING);
      other.start();
      other.awaitReady();
      assertThat(reviewedBy(watch)).isEmpty();
    }
  }

  @Test
  void findsThatTheClocksOfMembersDifferAndAgreeAgain() throws Exception {
    try (var one = new Alertmanager("0.25");
        var other = new Alertmanager("0.33");
        var fast = new SkewedProxy(other.port(), Duration.ofSeconds(80))) {
      for (var each : List.of(one, other)) {
        each.configure(PAGING);
        each.start();
        each.awaitReady();
      }
      var watch = watch(one.url(), fast.url());

      assertThat(reviewedBy(watch))
          .singleElement()
          .satisfies(
              fault -> {
                assertThat(fault.kind()).isEqualTo(Kind.CLOCKS_DIFFER);
                assertThat(fault.grave()).isTrue();
                assertThat(fault.sentence()).contains(fast.url()).doesNotContain(one.url());
              });

      fast.skew(Duration.ofSeconds(30));
      assertThat(reviewedBy(watch)).isEmpty();
    }
  }

  private RouteWatch watch(Alertmanager one, Alertmanager other) throws IOException {
    return watch(one.url(), other.url());
  }

  private RouteWatch watch(String one, String other) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("deadair.conf"),
            """
            deadair.sites.dc1.instances = ["http://127.0.0.1:1"]
            deadair.receivers.alertmanager.urls = ["%s", "%s"]
            """
                .formatted(one, other));
    var settings = ((Settings.Result.Loaded) Settings.load(file, Map.of(), Map.of())).settings();
    return new RouteWatch(settings, RouteSurvey.of(settings), RouteWatchIT::now, facts::add);
  }

  private List<RouteFault> reviewedBy(RouteWatch watch) {
    watch.run();
    return facts.reversed().stream()
        .filter(Fact.RoutesReviewed.class::isInstance)
        .map(fact -> ((Fact.RoutesReviewed) fact).review().faults())
        .findFirst()
        .orElseThrow();
  }

  private static Moment now() {
    return new Moment(Instant.now(), Duration.ZERO, Duration.ZERO);
  }
}
