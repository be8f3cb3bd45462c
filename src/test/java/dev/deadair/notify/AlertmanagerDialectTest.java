package dev.deadair.notify;

import static dev.deadair.notify.Dues.ONSET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Announcement;
import dev.deadair.alert.Due;
import dev.deadair.alert.Page;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerDialectTest {
  private static final Duration LEASE = Duration.ofMinutes(15);
  private static final Instant NOW = ManualClock.START.wall();
  private static final Receiver RECEIVER = Dues.alertmanager("am1");
  private static final Due TRIGGER = Dues.trigger(RECEIVER, "eqsin");

  private final AlertmanagerDialect dialect =
      new AlertmanagerDialect(URI.create("http://am1:9093"), LEASE);

  @Test
  void oneAlertIsWholeInOneRequest() {
    assertThat(alert(TRIGGER, Form.FULL, NOW))
        .isEqualTo(
            new JsonObject()
                .put(
                    "labels",
                    new JsonObject()
                        .put("alertname", "PrometheusSiteAbsent")
                        .put("severity", "critical")
                        .put("site", "eqsin")
                        .put("team", "sre"))
                .put("annotations", new JsonObject(new HashMap<>(TRIGGER.page().annotations())))
                .put("startsAt", "2026-11-01T11:50:00Z")
                .put("endsAt", "2026-11-01T12:15:00Z")
                .put("generatorURL", "https://deadair.example/#/sites/eqsin"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://am1:9093, http://am1:9093/api/v2/alerts",
    "http://am1:9093/, http://am1:9093/api/v2/alerts",
    "https://am/prefix, https://am/prefix/api/v2/alerts",
    "https://am/a/b//, https://am/a/b/api/v2/alerts",
  })
  void theUrlsPrefixIsKept(URI url, URI expected) {
    var prefixed = new AlertmanagerDialect(url, LEASE);

    assertThat(prefixed.request(TRIGGER, Form.FULL, NOW).url()).isEqualTo(expected);
    assertThat(prefixed.clockRequest().orElseThrow().url().toString())
        .isEqualTo(expected.toString().replace("alerts", "status"));
  }

  @Test
  void timesAreOnTheMembersClock() {
    var slow = NOW.minus(Duration.ofMinutes(30));
    var alert = alert(TRIGGER, Form.FULL, slow);

    assertThat(alert.getInstant("startsAt")).isEqualTo(slow.minusSeconds(1)).isBefore(ONSET);
    assertThat(alert.getInstant("endsAt")).isEqualTo(slow.plus(LEASE));
  }

  /** A dead man's switch behind it would not hear of our death for as long. */
  @Test
  void thatWeAreThereHoldsForFourMinutes() {
    var announced = Announcement.ofPresence("eqsin-a", ManualClock.START);
    var routing = new Routing("eqsin-a", Optional.empty(), List.of(RECEIVER), Map.of());
    var due = announced.due(routing, _ -> true, ManualClock.START).getFirst();

    assertThat(alert(due, Form.FULL, NOW).getInstant("endsAt"))
        .isEqualTo(NOW.plus(Duration.ofMinutes(4)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, -700, 0, 3600})
  void aResolveEndsInThePastOfTheMember(long offset) {
    var memberNow = NOW.plusSeconds(offset);
    var alert = alert(Dues.resolve(RECEIVER, "eqsin"), Form.FULL, memberNow);

    assertThat(alert.getInstant("endsAt"))
        .isEqualTo(alert.getInstant("startsAt").plusSeconds(1))
        .isBeforeOrEqualTo(memberNow);
  }

  @Test
  void theReceiversOwnLabelsNeverReplaceTheIdentity() {
    var receiver =
        new Receiver(
            "am",
            Receiver.Nature.Level.DEFAULT,
            Severity.WARNING,
            List.of("am1"),
            Map.of("site", "all", "team", "sre"));

    assertThat(alert(Dues.trigger(receiver, "eqsin"), Form.FULL, NOW).getJsonObject("labels"))
        .contains(Map.entry("site", "eqsin"), Map.entry("team", "sre"));
  }

  @Test
  void theMinimalFormIsTheSameAlertWithOneAnnotation() {
    var full = alert(TRIGGER, Form.FULL, NOW);
    var minimal = alert(TRIGGER, Form.MINIMAL, NOW);

    assertThat(minimal.getJsonObject("labels")).isEqualTo(full.getJsonObject("labels"));
    assertThat(minimal.getJsonObject("annotations").fieldNames()).containsExactly("summary");
    assertThat(minimal.fieldNames()).doesNotContain("generatorURL");
    assertThat(minimal.getString("endsAt")).isEqualTo(full.getString("endsAt"));
  }

  @Test
  void theMinimalFormLeavesOutLabelsThatOldVersionsRefuse() {
    var receiver =
        new Receiver(
            "am",
            Receiver.Nature.Level.DEFAULT,
            Severity.WARNING,
            List.of("am1"),
            Map.of("größe", "L", "team", "sre"));
    var due = Dues.trigger(receiver, "eqsin");

    assertThat(alert(due, Form.FULL, NOW).getJsonObject("labels").fieldNames()).contains("größe");
    assertThat(alert(due, Form.MINIMAL, NOW).getJsonObject("labels").fieldNames())
        .contains("team")
        .doesNotContain("größe");
  }

  @Test
  void anAnnotationIsCutBetweenCharacters() {
    var page = new Page("s", Map.of("description", "x" + "🔥".repeat(1000)), Optional.empty());
    var text =
        alert(Dues.saying(TRIGGER, page), Form.FULL, NOW)
            .getJsonObject("annotations")
            .getString("description");

    assertThat(text.getBytes(UTF_8).length).isBetween(2045, 2048);
    assertThat(text).startsWith("x🔥").endsWith("🔥…");
  }

  @Test
  void aPageThatIsTooLongInAllIsSentInItsMinimalForm() {
    var annotations = new HashMap<String, String>();
    for (var i = 0; i < 40; i++) {
      annotations.put("note" + i, "x".repeat(3000));
    }
    var due = Dues.saying(TRIGGER, new Page("it is dark", annotations, Optional.empty()));

    assertThat(alert(due, Form.FULL, NOW).getJsonObject("annotations").getMap())
        .isEqualTo(Map.of("summary", "it is dark"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "ftp://x/y", "relative/path", "mailto:a@b"})
  void aLinkThatNoBrowserShouldFollowIsLeftOut(URI board) {
    var due = Dues.saying(TRIGGER, new Page("s", Map.of(), Optional.of(board)));

    assertThat(alert(due, Form.FULL, NOW).fieldNames()).doesNotContain("generatorURL");
  }

  private JsonObject alert(Due due, Form form, Instant memberNow) {
    var alerts = new JsonArray(dialect.request(due, form, memberNow).json().orElseThrow());
    assertThat(alerts).hasSize(1);
    return alerts.getJsonObject(0);
  }
}
