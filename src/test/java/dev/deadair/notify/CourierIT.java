package dev.deadair.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.Due;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Report;
import dev.deadair.demo.AlertNotification.Status;
import dev.deadair.demo.AlertRecorder;
import dev.deadair.demo.Fault;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.liveness.Moment;
import dev.deadair.parts.Alertmanager;
import dev.deadair.turn.Commit;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The courier and real Alertmanagers, and a PagerDuty that enforces its contract. */
class CourierIT {
  private static final Commit KEPT = new Commit.Kept();
  private static final Duration SOON = Duration.ofSeconds(10);

  private final List<Report> reports = new CopyOnWriteArrayList<>();

  /** The group waits for a minute; an onset in the past makes it tell at once. */
  @ParameterizedTest
  @ValueSource(strings = {"0.25", "0.33"})
  void anAlertAndItsEndArriveAtOnce(String version) {
    try (var recorder = new AlertRecorder();
        var alertmanager = alertmanager(version, recorder);
        var courier = courier(Duration.ZERO, destination(alertmanager))) {
      courier.send(List.of(since(tenMinutesAgo(), Dues.trigger(receiver(), "eqsin"))), KEPT);
      await().atMost(SOON).until(() -> recorder.notifications().size() == 1);
      courier.send(List.of(since(tenMinutesAgo(), Dues.resolve(receiver(), "eqsin"))), KEPT);
      await().atMost(SOON).until(() -> recorder.notifications().size() == 2);

      assertThat(recorder.notifications())
          .extracting(each -> each.alerts().getFirst())
          .allSatisfy(
              alert ->
                  assertThat(alert.labels())
                      .isEqualTo(
                          Map.of(
                              "alertname", "PrometheusSiteAbsent",
                              "severity", "critical",
                              "site", "eqsin",
                              "team", "sre")))
          .allSatisfy(
              alert -> assertThat(alert.annotations()).isEqualTo(Dues.page("eqsin").annotations()))
          .extracting(alert -> alert.status())
          .containsExactly(Status.FIRING, Status.RESOLVED);
      assertThat(reports)
          .extracting(Report::outcome)
          .containsExactly(new Outcome.Accepted(200), new Outcome.Accepted(200));
    }
  }

  /** Slow by more than the lease, it would take the alert with a 200 and tell nobody. */
  @ParameterizedTest
  @CsvSource({"0.25, -60", "0.25, 60", "0.33, -60", "0.33, 60"})
  void aMemberWhoseClockIsFarFromOursHoldsTheAlertForItsLease(String version, int minutes) {
    try (var recorder = new AlertRecorder();
        var alertmanager = alertmanager(version, recorder);
        var courier = courier(Duration.ofMinutes(minutes), destination(alertmanager))) {
      var onset = tenMinutesAgo().plus(Duration.ofMinutes(minutes));
      courier.send(List.of(since(onset, Dues.trigger(receiver(), "eqsin"))), KEPT);
      await().atMost(SOON).until(() -> held(alertmanager).size() == 1);
      var endsAt = OffsetDateTime.parse(held(alertmanager).getJsonObject(0).getString("endsAt"));
      assertThat(endsAt.toInstant())
          .isCloseTo(Instant.now().plus(Duration.ofMinutes(15)), within(30, ChronoUnit.SECONDS));

      courier.send(List.of(since(onset, Dues.resolve(receiver(), "eqsin"))), KEPT);
      await().atMost(SOON).until(() -> held(alertmanager).isEmpty());
    }
  }

  @Test
  void aMemberThatIsFrozenDelaysNoOtherAndHearsOfItOnceItThaws() {
    try (var recorder = new AlertRecorder();
        var frozen = alertmanager("0.33", recorder);
        var other = alertmanager("0.33", recorder)) {
      var receiver = Dues.alertmanager("frozen", "other");
      var urls = Map.of("frozen", URI.create(frozen.url()), "other", URI.create(other.url()));
      var destination = new Destination.Alertmanager(receiver, urls, Access.OPEN);
      try (var courier = courier(Duration.ZERO, destination)) {
        frozen.freeze();
        var due = since(tenMinutesAgo(), Dues.trigger(receiver, "eqsin"));
        courier.send(List.of(due, Dues.over(due, "other")), KEPT);
        await().atMost(Duration.ofSeconds(5)).until(() -> held(other).size() == 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> reports.size() == 2);
        frozen.thaw();
        await().atMost(Duration.ofSeconds(20)).until(() -> held(frozen).size() == 1);
      }
    }
    assertThat(reports)
        .filteredOn(it -> it.route().member().equals("frozen"))
        .extracting(Report::outcome)
        .startsWith(new Outcome.Failed("no answer in time"));
  }

  /** 0.25 takes ASCII names only; nobody checks that our configuration's are. */
  @Test
  void aPageThatAnOldVersionRefusesArrivesInItsMinimalForm() {
    var odd =
        new Receiver(
            "alertmanager",
            Receiver.Nature.Level.DEFAULT,
            receiver().minSeverity(),
            List.of("am1"),
            Map.of("größe", "L", "team", "sre"));
    try (var recorder = new AlertRecorder();
        var alertmanager = alertmanager("0.25", recorder);
        var courier = courier(Duration.ZERO, destination(odd, alertmanager.url(), Access.OPEN))) {
      courier.send(List.of(since(tenMinutesAgo(), Dues.trigger(odd, "eqsin"))), KEPT);

      await().atMost(SOON).until(() -> held(alertmanager).size() == 1);
      assertThat(reports.getFirst().outcome().words())
          .startsWith("rejected (400)")
          .contains("invalid label set");
      assertThat(held(alertmanager).getJsonObject(0).getJsonObject("annotations").fieldNames())
          .containsExactly("summary");
    }
  }

  /** As exporter-toolkit's web configuration has them. */
  @ParameterizedTest
  @ValueSource(strings = {"0.25", "0.33"})
  void certificatesAndAPasswordAreShownToAMemberThatAsksForBoth(String version, @TempDir Path dir)
      throws Exception {
    var authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    var server =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName("alertmanager.example")
            .build();
    var client = new HeldCertificate.Builder().signedBy(authority).build();
    Files.writeString(dir.resolve("ca.pem"), authority.certificatePem());
    Files.writeString(dir.resolve("server.pem"), server.certificatePem());
    Files.writeString(dir.resolve("server.key"), server.privateKeyPkcs8Pem());
    Files.writeString(dir.resolve("client.pem"), client.certificatePem());
    Files.writeString(dir.resolve("client.key"), client.privateKeyPkcs8Pem());
    Files.writeString(
        dir.resolve("web.yml"),
        """
        tls_server_config:
          cert_file: server.pem
          key_file: server.key
          client_ca_file: ca.pem
          client_auth_type: RequireAndVerifyClientCert
        basic_auth_users:
          deadair: $2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e
        """);
    var access =
        new Access(
            new Access.Auth.Basic("deadair", () -> "correct horse"),
            new Access.Tls(
                Optional.of(dir.resolve("ca.pem")),
                Optional.of(
                    new Access.Tls.Client(dir.resolve("client.pem"), dir.resolve("client.key"))),
                Optional.of("alertmanager.example")),
            Optional.empty());
    try (var recorder = new AlertRecorder();
        var alertmanager = new Alertmanager(version)) {
      alertmanager.configure(Alertmanager.routingTo(recorder.url()));
      alertmanager.flags("--web.config.file=" + dir.resolve("web.yml"));
      alertmanager.start();
      var destination = destination(receiver(), "https://" + alertmanager.address(), access);
      try (var courier = courier(Duration.ZERO, destination)) {
        courier.send(List.of(since(tenMinutesAgo(), Dues.trigger(receiver(), "eqsin"))), KEPT);

        await().atMost(Duration.ofSeconds(30)).until(() -> recorder.notifications().size() == 1);
      }
    }
  }

  @Test
  void pagerDutyOpensOneIncidentThroughFailuresAndClosesIt() {
    try (var pagerDuty = new PagerDutyRecorder()) {
      var key = "0123456789abcdef0123456789abcdef";
      var destination =
          new Destination.PagerDuty(
              Dues.PAGERDUTY, URI.create(pagerDuty.url()), () -> key, Access.OPEN);
      try (var courier =
          Courier.start(List.of(destination), () -> now(Duration.ZERO), () -> 0.01, reports::add)) {
        pagerDuty.failNext(3, new Fault.Status(500));
        courier.send(List.of(Dues.trigger(Dues.PAGERDUTY, "eqsin")), KEPT);
        await().atMost(SOON).until(() -> pagerDuty.incidents().size() == 1);
        assertThat(pagerDuty.incidents().getFirst().isOpen()).isTrue();
        pagerDuty.failNext(1, new Fault.Reset());
        courier.send(List.of(Dues.resolve(Dues.PAGERDUTY, "eqsin")), KEPT);
        await().atMost(SOON).until(() -> !pagerDuty.incidents().getFirst().isOpen());
      }

      assertThat(pagerDuty.refusals()).isEmpty();
      assertThat(pagerDuty.incidents()).hasSize(1);
      assertThat(pagerDuty.attempts()).hasSize(6);
    }
  }

  private Courier courier(Duration skew, Destination destination) {
    return Courier.start(List.of(destination), () -> now(skew), () -> 1.0, reports::add);
  }

  private static Alertmanager alertmanager(String version, AlertRecorder recorder) {
    var alertmanager = new Alertmanager(version);
    alertmanager.configure(
        Alertmanager.routingTo(recorder.url()).replace("group_wait: 0s", "group_wait: 1m"));
    alertmanager.start();
    alertmanager.awaitReady();
    return alertmanager;
  }

  private static Receiver receiver() {
    return Dues.alertmanager("am1");
  }

  private static Destination destination(Alertmanager alertmanager) {
    return destination(receiver(), alertmanager.url(), Access.OPEN);
  }

  private static Destination destination(Receiver receiver, String url, Access access) {
    return new Destination.Alertmanager(receiver, Map.of("am1", URI.create(url)), access);
  }

  private static JsonArray held(Alertmanager alertmanager) {
    return new JsonArray(alertmanager.alerts());
  }

  private static Instant tenMinutesAgo() {
    return Instant.now().minus(Duration.ofMinutes(10));
  }

  /** Our clock, so far ahead of the machine's. */
  private static Moment now(Duration skew) {
    var mono = Duration.ofNanos(System.nanoTime());
    return new Moment(Instant.now().plus(skew), mono, mono);
  }

  private static Due since(Instant onset, Due due) {
    var it = due.incident();
    var incident =
        new Incident(
            it.id(),
            it.alert(),
            it.stage(),
            onset,
            it.lastData(),
            it.openedAt(),
            it.generation(),
            it.key(),
            it.told());
    return new Due(incident, due.receiver(), due.route(), due.reason(), due.page());
  }
}
