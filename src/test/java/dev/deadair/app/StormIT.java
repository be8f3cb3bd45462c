package dev.deadair.app;

import static dev.deadair.app.Members.member;
import static dev.deadair.app.Members.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyIncident;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fifty sites that fail for real at once are fifty pages, each of its own. */
class StormIT {
  private static final int SITES = 50;

  /** What PagerDuty takes of one routing key in a minute. */
  private static final int A_MINUTE = 120;

  private static final Duration SOON = Duration.ofMinutes(2);

  @ParameterizedTest
  @MethodSource("dev.deadair.app.Members#versions")
  void fiftySitesAreFiftyPagesWithinTheRateLimit(String version) {
    try (var scene = new Paged(SITES);
        var member = member(version, scene)) {
      started(member);
      scene.start(List.of(member.url()), Members.LEASE, Duration.ZERO);
      scene.goDark();
      await().atMost(SOON).untilAsserted(() -> assertThat(scene.outages()).hasSize(SITES));
      assertThat(scene.pagerDuty.attempts()).as("both routes together").hasSizeLessThan(A_MINUTE);
      assertThat(scene.pagerDuty.refusals()).isEmpty();
      assertThat(member.alerts())
          .as("a site's page says it all")
          .doesNotContain("PrometheusInstanceDown", "PrometheusGroupAbsent");

      scene.comeBack();
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(scene.outages()).noneMatch(PagerDutyIncident::isOpen));
      assertThat(scene.outages()).as("none is doubled").hasSize(SITES);
    }
  }
}
