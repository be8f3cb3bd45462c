package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Reason;
import dev.deadair.liveness.Floor;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Hours;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.SiteState;
import dev.deadair.liveness.Subject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A site that has data, and less of it than it should. */
class FloorTest {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Limits LIMITS =
      Limits.of(WINDOW, Duration.ofMinutes(3), Duration.ofMinutes(5));
  private static final String A = "ulsfo/ops/prometheus4001";
  private static final String B = "ulsfo/ops/prometheus4002";

  private final World world = new World(LIMITS, A, B);

  @Test
  void aSiteThatHasDataButLessThanItsFloorIsPagedAfterTheWindow() {
    var limits =
        new Limits(
            WINDOW,
            LIMITS.warnAfter(),
            LIMITS.clearAfter(),
            LIMITS.span(),
            LIMITS.minimum(),
            new Floor.Absolute(200));
    // 20 targets with 100 samples each, every 15 s: 133 samples a second.
    var poor = new World(limits, A, B);
    poor.run(Duration.ofMinutes(10));
    assertThat(poor.sent).isEmpty();

    poor.run(Duration.ofMinutes(3));

    assertThat(poor.sent)
        .extracting(due -> due.incident().alert().toString())
        .containsOnly("PrometheusIngestionLost{ulsfo/ops}");
    assertThat(poor.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Producing.class);
  }

  @Test
  void aBaselineThatWasLearnedOutlivesTheWatcher() {
    world.run(Duration.ofMinutes(70));
    var hours = hours();
    assertThat(hours).isNotEqualTo(Hours.NONE);

    world.restart(Duration.ofSeconds(20));

    assertThat(hours()).isEqualTo(hours);
  }

  @Test
  void oneThatSomebodyResetsIsLearnedAnewAlsoByTheNextWatcher() {
    world.run(Duration.ofMinutes(70));

    reset(new GroupId(new SiteId("ulsfo"), "ops"));

    assertThat(hours()).isEqualTo(Hours.NONE);
    world.restart(Duration.ofSeconds(20));
    assertThat(hours()).isEqualTo(Hours.NONE);
    world.run(Duration.ofMinutes(70));
    assertThat(hours()).isNotEqualTo(Hours.NONE);
  }

  @Test
  void whatSomebodyCallsUsualIsNoLossAnyMore() {
    world.run(Duration.ofMinutes(70));
    world.servers.values().forEach(each -> each.givesSamples(20));
    world.run(Duration.ofMinutes(5));
    assertThat(world.sent)
        .extracting(due -> due.incident().alert().name())
        .containsOnly(AlertName.INGESTION_DROPPED);

    reset(new SiteId("ulsfo"));
    world.run(Duration.ofMinutes(10));

    assertThat(world.sent.getLast().reason()).isEqualTo(Reason.RESOLVED);
  }

  private void reset(Subject whose) {
    world.arrives(new Fact.Commanded(new Command.ResetBaseline(whose)));
    world.run(Duration.ofSeconds(1));
  }

  private Hours hours() {
    return world.site("ulsfo").groups().getFirst().ingestion().baseline().hours();
  }
}
