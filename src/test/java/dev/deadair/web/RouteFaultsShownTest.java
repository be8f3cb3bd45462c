package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.RouteFault;
import dev.deadair.alert.RouteFault.Kind;
import dev.deadair.alert.RouteReview;
import dev.deadair.config.Settings;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Past;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import dev.deadair.view.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the ways of our alerts, as metrics and API show it. */
class RouteFaultsShownTest {
  private static final Moment NOW =
      new Moment(Instant.parse("2026-01-01T00:00:00Z"), Duration.ZERO, Duration.ZERO);

  @TempDir private Path folder;

  @Test
  void asMetricsEachSiteIsPagedOrNot() throws Exception {
    var view =
        view(
            List.of(
                fault(Kind.UNPAGED, true, "dc1", "pages nobody: it goes to a"),
                fault(Kind.UNPAGED, true, "dc1", "pages nobody: it goes to b"),
                fault(Kind.UNPAGED, false, "dc2", "pages nobody; waived")));

    assertThat(ViewMetrics.of(view).lines())
        .contains("deadair_site_paged{site=\"dc1\"} 0", "deadair_site_paged{site=\"dc2\"} 1")
        .containsOnlyOnce(
            "deadair_route_fault{receiver=\"am\",site=\"dc1\",code=\"unpaged\",severity=\"error\"}"
                + " 1")
        .contains(
            "deadair_route_fault{receiver=\"am\",site=\"dc2\",code=\"unpaged\",severity=\"warning\"}"
                + " 1");
  }

  @Test
  void beforeAnyAlertmanagerHasSaidHowItRoutesNothingIsClaimed() throws Exception {
    assertThat(ViewMetrics.of(turned(List.of())).lines())
        .noneMatch(line -> line.startsWith("deadair_site_paged{"));
    assertThat(Json.routes(turned(List.of())).getString("reviewedAt")).isNull();
  }

  @Test
  void theApiShowsEachFault() throws Exception {
    var json = Json.routes(view(List.of(fault(Kind.UNPAGED, true, "dc1", "pages nobody"))));

    assertThat(json.getString("reviewedAt")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(json.getJsonArray("faults").getJsonObject(0).getMap())
        .containsEntry("code", "unpaged")
        .containsEntry("severity", "error")
        .containsEntry("site", "dc1")
        .containsEntry("summary", "every critical alert pages nobody");
  }

  private View view(List<RouteFault> faults) throws Exception {
    return turned(List.of(new Fact.RoutesReviewed(new RouteReview(faults, Optional.of(NOW)))));
  }

  private View turned(List<Fact> facts) throws Exception {
    var file =
        Files.writeString(
            folder.resolve("deadair.conf"),
            "deadair.sites { dc1.instances = [\"http://a:1\"], dc2.instances = [\"http://b:1\"] }");
    var settings = ((Settings.Result.Loaded) Settings.load(file, Map.of(), Map.of())).settings();
    var state =
        State.of(new Rules(settings.inventory(), settings.routing()), Past.NONE, NOW)
            .turn(facts, NOW)
            .state()
            .turn(List.of(), NOW)
            .state();
    return View.of(state, new Commit.Kept(), NOW, View.BLANK);
  }

  private static RouteFault fault(Kind kind, boolean grave, String site, String words) {
    return new RouteFault(
        kind,
        grave,
        "am",
        List.of("http://am1:9093"),
        Optional.of(new SiteId(site)),
        List.of("PrometheusSiteAbsent"),
        "every critical alert",
        words);
  }
}
