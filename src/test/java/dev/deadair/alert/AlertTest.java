package dev.deadair.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertTest {
  private static final InstanceId INSTANCE =
      new InstanceId(new GroupId(new SiteId("ulsfo"), "ops"), "prometheus4001");
  private static final Alert ONE =
      new Alert(AlertName.INSTANCE_DOWN, INSTANCE, "code", "reload-failed");
  private static final Alert OTHER =
      new Alert(AlertName.INSTANCE_DOWN, INSTANCE, "code", "clock-skew");

  @Test
  void aFurtherLabelMakesAnotherAlert() {
    assertThat(ONE).isNotEqualTo(OTHER);
    assertThat(ONE.labels()).containsEntry("code", "reload-failed").containsEntry("site", "ulsfo");
    assertThat(DedupKey.of(ONE.labels())).isNotEqualTo(DedupKey.of(OTHER.labels()));
    var at = new Moment(Instant.EPOCH, Duration.ZERO, Duration.ZERO);
    assertThat(IncidentId.of(ONE, at)).isNotEqualTo(IncidentId.of(OTHER, at));
    var setBack = new Moment(at.wall(), Duration.ofHours(1), Duration.ofHours(1));
    assertThat(IncidentId.of(ONE, setBack)).isNotEqualTo(IncidentId.of(ONE, at));
  }

  @Test
  void aFurtherLabelNeverHidesOneThatEveryAlertHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Alert(AlertName.INSTANCE_DOWN, INSTANCE, "site", "eqsin"));
  }
}
