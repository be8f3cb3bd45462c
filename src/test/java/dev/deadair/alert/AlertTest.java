package dev.deadair.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
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
    assertThat(IncidentId.of(ONE, Instant.EPOCH)).isNotEqualTo(IncidentId.of(OTHER, Instant.EPOCH));
  }

  @Test
  void aFurtherLabelNeverHidesOneThatEveryAlertHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Alert(AlertName.INSTANCE_DOWN, INSTANCE, "site", "eqsin"));
  }
}
