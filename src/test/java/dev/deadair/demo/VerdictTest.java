package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.demo.PagerDutyEvent.Resolve;
import dev.deadair.demo.PagerDutyEvent.Trigger;
import dev.deadair.demo.PagerDutyRecorder.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Instant AT = Instant.parse("2023-05-05T00:27:00Z");

  @Test
  void aPageThatCameOnceAndResolvedIsAllThereIsToWish() {
    assertThat(verdict(trigger("eqsin", "critical"), resolve("eqsin"))).isEmpty();
  }

  @Test
  void aPageThatNeverCameIsMissed() {
    assertThat(verdict()).containsExactly("No page for eqsin arrived.");
  }

  @Test
  void aPageThatIsStillOpenIsNotOver() {
    assertThat(verdict(trigger("eqsin", "critical")))
        .containsExactly("The page for eqsin did not resolve.");
  }

  @Test
  void aSecondPageForTheSameOutageIsOneTooMany() {
    assertThat(
            verdict(
                trigger("eqsin", "critical"),
                resolve("eqsin"),
                trigger("eqsin", "critical"),
                resolve("eqsin")))
        .containsExactly("eqsin was paged 2 times.");
  }

  @Test
  void aPageForAHealthySiteIsOneTooMany() {
    assertThat(
            verdict(trigger("eqsin", "critical"), trigger("ulsfo", "critical"), resolve("eqsin")))
        .containsExactly("This was paged and should not have been: ulsfo is dark");
  }

  @Test
  void aPageThatIsNotCriticalWakesNobody() {
    assertThat(verdict(trigger("eqsin", "warning"), resolve("eqsin")))
        .containsExactly("The page for eqsin was not critical.");
  }

  @Test
  void anEventThatTheReceiverRefusesIsTold() {
    var incidents = PagerDutyIncident.of(List.of(trigger("eqsin", "critical"), resolve("eqsin")));
    var refusal = new Refusal(AT, List.of("'source' is missing or blank"), "{}");

    assertThat(Verdict.on("eqsin", incidents, List.of(refusal)))
        .containsExactly("PagerDuty would have refused an event: 'source' is missing or blank");
  }

  private static List<String> verdict(PagerDutyEvent... events) {
    return Verdict.on("eqsin", PagerDutyIncident.of(Stream.of(events).toList()), List.of());
  }

  private static PagerDutyEvent trigger(String site, String severity) {
    return new Trigger(AT, "key", "dark " + site, site + " is dark", site, severity, "{}");
  }

  private static PagerDutyEvent resolve(String site) {
    return new Resolve(AT.plusSeconds(20), "key", "dark " + site, "{}");
  }
}
