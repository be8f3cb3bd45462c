package dev.deadair.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Matcher.Op;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HushTest {

  private static final Instant NOON = Instant.parse("2026-11-05T12:00:00Z");
  private static final Routing ROUTING =
      new Routing(
          "w",
          Optional.empty(),
          List.of(
              new Receiver(
                  "am",
                  Receiver.Nature.Level.DEFAULT,
                  Severity.WARNING,
                  List.of("http://am1:9093"),
                  Map.of("team", "sre"))),
          Map.of());
  private static final List<Alert> ALERTS =
      Raisable.all(
          new Inventory(Duration.ofSeconds(15), List.of(site("eqsin"), site("ulsfo"))), "w");

  @Test
  void aSilenceOfASiteKeepsEveryAlertOfItQuiet() {
    assertThat(hushes(Matcher.of("site", Op.EQUAL, "ulsfo")))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.site()).contains(new SiteId("ulsfo"));
              assertThat(each.who()).isEqualTo("every alert");
              assertThat(each.pages()).isTrue();
              assertThat(each.alerts()).contains("PrometheusSiteAbsent", "PrometheusSiteStalled");
            });
  }

  @Test
  void aSilenceByALabelThatTheReceiverAddsCounts() {
    assertThat(hushes(Matcher.of("team", Op.REGEX, "sre|dba"))).hasSize(3);
    assertThat(hushes(Matcher.of("team", Op.NOT_EQUAL, "sre"))).isEmpty();
  }

  @Test
  void whatItLeavesIsNotSaidToBeQuiet() {
    var hush =
        hushes(
                Matcher.of("site", Op.EQUAL, "ulsfo"),
                Matcher.of("severity", Op.EQUAL, "warning"),
                Matcher.of("alertname", Op.NOT_EQUAL, "PrometheusSiteStalled"))
            .getFirst();

    assertThat(hush.pages()).isFalse();
    assertThat(hush.who()).contains("PrometheusInstanceDown").doesNotContain("Stalled", "every");
    assertThat(hushes(Matcher.of("severity", Op.EQUAL, "critical")).getFirst().who())
        .isEqualTo("every critical alert");
  }

  @Test
  void aSilenceOfOneServerNamesIt() {
    assertThat(
            hushes(
                Matcher.of("alertname", Op.EQUAL, "PrometheusInstanceDown"),
                Matcher.of("instance", Op.EQUAL, "ulsfo-2")))
        .extracting(Hush::who)
        .containsExactly("PrometheusInstanceDown of ulsfo/ops/ulsfo-2");
  }

  @Test
  void oneThatMatchesNothingOfOursIsOfNoConcern() {
    assertThat(hushes(Matcher.of("job", Op.EQUAL, "node"))).isEmpty();
  }

  @Test
  void itIsOnFromItsBeginningUntilItsEnd() {
    var silence = silence(List.of());

    assertThat(silence.isOn(NOON.minusMillis(1))).isFalse();
    assertThat(silence.isOn(NOON)).isTrue();
    assertThat(silence.isOn(NOON.plusSeconds(3600))).isFalse();
  }

  private static List<Hush> hushes(Matcher... matchers) {
    return Hush.of(ALERTS, ROUTING, Map.of("am", List.of(silence(List.of(matchers)))));
  }

  private static Silence silence(List<Matcher> matchers) {
    return new Silence("id", matchers, NOON, NOON.plusSeconds(3600), "alice", "disks");
  }

  private static ExpectedSite site(String name) {
    var id = new GroupId(new SiteId(name), "ops");
    var instances =
        List.of(1, 2).stream()
            .map(
                each ->
                    new ExpectedInstance(
                        new InstanceId(id, name + "-" + each),
                        URI.create("http://" + name + each + ":9090")))
            .toList();
    return Expected.site(id, Limits.DEFAULT, instances);
  }
}
