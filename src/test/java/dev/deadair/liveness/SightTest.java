package dev.deadair.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Inventory.ExpectedInstance;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looks that get no answer at all: whose fault was that? */
class SightTest {

  private static final SiteId SITE = new SiteId("ulsfo");
  private static final GroupId GROUP = new GroupId(SITE, "ops");
  private static final Limits LIMITS =
      Limits.of(Duration.ofSeconds(8), Duration.ofSeconds(4), Duration.ofSeconds(3));

  private Moment now =
      new Moment(Instant.parse("2023-05-05T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));

  @Test
  void countWhenAControlHasAnsweredSinceThoughTheNextLookIsAlreadyHere() {
    var fleet = turns(fleet("http://prometheus4001:9090"), 12, false, true);

    assertThat(state(fleet)).isInstanceOf(SiteState.Absent.class);
  }

  @Test
  void areOurFaultWhileNoControlAnswers() {
    var fleet = turns(fleet("http://prometheus4001:9090"), 60, false, false);

    assertThat(state(fleet)).isInstanceOf(SiteState.Unknown.class);
    assertThat(judgement(fleet).blind()).contains(BlindCause.CONTROLS_GONE);
  }

  @Test
  void aControlOnLoopbackVouchesForLoopbackOnly() {
    var remote = turns(fleet("http://prometheus4001:9090"), 12, true, true);
    var local = turns(fleet("http://localhost:9090"), 12, true, true);

    assertThat(state(remote)).isInstanceOf(SiteState.Unknown.class);
    assertThat(state(local)).isInstanceOf(SiteState.Absent.class);
  }

  /** Each second a control is asked, then a look times out, then a turn takes both. */
  private Fleet turns(Fleet fleet, int seconds, boolean onLoopback, boolean answers) {
    var instance = new InstanceId(GROUP, "a");
    for (var second = 0; second < seconds; second++) {
      var asked = now.plus(Duration.ofMillis(300));
      var look = now.plus(Duration.ofMillis(900));
      now = now.plus(Duration.ofSeconds(1));
      var timeout = new Failure(Failure.Kind.READ_TIMEOUT, "/metrics", "");
      fleet =
          fleet
              .asked("gateway", onLoopback, answers, asked)
              .saw(List.of(new Observation.Refused(instance, look, timeout)))
              .at(now);
    }
    return fleet;
  }

  private Fleet fleet(String url) {
    var instance = new ExpectedInstance(new InstanceId(GROUP, "a"), URI.create(url));
    var site = Expected.site(GROUP, LIMITS, instance);
    return Fleet.of(new Inventory(Duration.ofSeconds(1), List.of(site)), Memory.NONE, now);
  }

  private static SiteState state(Fleet fleet) {
    return judgement(fleet).state();
  }

  private static Judgement judgement(Fleet fleet) {
    return fleet.sites().values().iterator().next().judgement();
  }
}
