package dev.deadair.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deadair.alert.Outcome;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Severity;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookDialectTest {
  private static final Receiver HOOK =
      new Receiver(
          "hook",
          new Receiver.Nature.Edge(Duration.ofHours(4), false),
          Severity.WARNING,
          List.of("hook"),
          Map.of("team", "sre"));
  private static final URI URL = URI.create("https://hooks.example/deadair");

  private final ManualClock clock = new ManualClock();

  @Test
  void aRequestIsSignedOverItsTimeAndItsBody() throws Exception {
    var dialect = new WebhookDialect(URL, Optional.of(() -> "s3cret\n"), clock);

    var request = dialect.request(Dues.trigger(HOOK, "eqsin"), Form.FULL, clock.get().wall());

    var timestamp = request.headers().get("Deadair-Timestamp");
    assertThat(timestamp).isEqualTo(Long.toString(clock.get().wall().getEpochSecond()));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cret".getBytes(UTF_8), "HmacSHA256"));
    var signed = timestamp + "." + request.json().orElseThrow();
    assertThat(request.headers().get("Deadair-Signature"))
        .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8))));
    assertThat(request.secrets()).containsExactly("s3cret");
  }

  @Test
  void everyAttemptToSayTheSameHasTheSameIdempotencyKey() {
    var dialect = new WebhookDialect(URL, Optional.empty(), clock);
    var first = dialect.request(Dues.trigger(HOOK, "eqsin"), Form.FULL, clock.get().wall());
    clock.advance(Duration.ofMinutes(1));
    var again = dialect.request(Dues.trigger(HOOK, "eqsin"), Form.MINIMAL, clock.get().wall());
    var end = dialect.request(Dues.resolve(HOOK, "eqsin"), Form.FULL, clock.get().wall());

    var key = first.headers().get("Idempotency-Key");
    assertThat(again.headers()).containsEntry("Idempotency-Key", key);
    assertThat(end.headers().get("Idempotency-Key")).isNotEqualTo(key);
    assertThat(first.headers()).doesNotContainKey("Deadair-Signature");
  }

  @Test
  void itSaysWhatAlertmanagersAreTold() {
    var dialect = new WebhookDialect(URL, Optional.empty(), clock);

    var json =
        new JsonObject(
            dialect
                .request(Dues.trigger(HOOK, "eqsin"), Form.FULL, clock.get().wall())
                .json()
                .orElseThrow());

    assertThat(json.getString("status")).isEqualTo("firing");
    assertThat(json.getString("severity")).isEqualTo("critical");
    assertThat(json.getJsonObject("labels").getMap())
        .isEqualTo(
            Map.of(
                "alertname", "PrometheusSiteAbsent",
                "severity", "critical",
                "site", "eqsin",
                "team", "sre"));
    assertThat(json.getJsonObject("links").fieldNames()).doesNotContain("Dashboard");
  }

  @Test
  void any2xxIsAnAcceptanceAndAnEmptySecretSendsNothing() {
    var dialect = new WebhookDialect(URL, Optional.of(() -> " "), clock);

    assertThat(dialect.outcome(answered(204))).isEqualTo(new Outcome.Accepted(204));
    assertThat(dialect.outcome(answered(302)).word()).isEqualTo("rejected");
    assertThatThrownBy(
            () -> dialect.request(Dues.trigger(HOOK, "eqsin"), Form.FULL, clock.get().wall()))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static Answer answered(int status) {
    return new Answer.Answered(status, Optional.empty(), Optional.empty(), false, "");
  }
}
