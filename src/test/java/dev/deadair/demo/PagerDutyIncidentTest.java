package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.demo.PagerDutyEvent.Acknowledge;
import dev.deadair.demo.PagerDutyEvent.Resolve;
import dev.deadair.demo.PagerDutyEvent.Trigger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagerDutyIncidentTest {
  private static final Instant AT = Instant.parse("2026-11-23T06:30:00Z");

  @Test
  void aSecondTriggerOnAnOpenKeyOnlyAddsToItsLog() {
    assertThat(incidents(trigger("a"), trigger("a")))
        .singleElement()
        .satisfies(incident -> assertThat(incident.log()).hasSize(2));
  }

  @Test
  void aResolveClosesTheIncidentOfItsKey() {
    assertThat(incidents(trigger("a"), trigger("b"), resolve("a")))
        .extracting(PagerDutyIncident::dedupKey, PagerDutyIncident::isOpen)
        .containsExactly(tuple("a", false), tuple("b", true));
  }

  @Test
  void aTriggerOnAResolvedKeyIsANewIncident() {
    assertThat(incidents(trigger("a"), resolve("a"), trigger("a")))
        .extracting(PagerDutyIncident::isOpen)
        .containsExactly(false, true);
  }

  @Test
  void whatFindsNoOpenIncidentIsDropped() {
    assertThat(incidents(resolve("a"), acknowledge("a"))).isEmpty();
    assertThat(incidents(trigger("a"), resolve("a"), resolve("a")))
        .singleElement()
        .satisfies(incident -> assertThat(incident.log()).hasSize(2));
  }

  @Test
  void anAcknowledgedIncidentIsStillOpen() {
    assertThat(incidents(trigger("a"), acknowledge("a")))
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.isAcknowledged()).isTrue();
              assertThat(incident.isOpen()).isTrue();
            });
  }

  @Test
  void theSameKeyOfAnotherServiceIsAnotherIncident() {
    var other = new Trigger(AT, "other service", "a", "dark", "eqsin", "critical", "{}");

    assertThat(incidents(trigger("a"), other, resolve("a")))
        .extracting(PagerDutyIncident::isOpen)
        .containsExactly(false, true);
  }

  private static List<PagerDutyIncident> incidents(PagerDutyEvent... events) {
    return PagerDutyIncident.of(List.of(events));
  }

  private static PagerDutyEvent trigger(String key) {
    return new Trigger(AT, "service", key, "dark", "eqsin", "critical", "{}");
  }

  private static PagerDutyEvent acknowledge(String key) {
    return new Acknowledge(AT, "service", key, "{}");
  }

  private static PagerDutyEvent resolve(String key) {
    return new Resolve(AT, "service", key, "{}");
  }
}
