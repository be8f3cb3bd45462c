package dev.deadair.turn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Due;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Routing;
import dev.deadair.diagnosis.Finding;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Exposed;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.SiteId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of lines of a log: one server, looked at every 15 s. */
class LogLinesTest {
  private static final Instant START = Instant.parse("2023-05-05T00:00:00Z");
  private static final InstanceId ID =
      new InstanceId(new GroupId(new SiteId("ulsfo"), "ops"), "prometheus4001");
  private static final String GAP =
      "level=error err=\"opening storage failed: get segment range: segments are not sequential\"";
  private static final String RULE = "level=warn msg=\"Evaluating rule failed\" rule=\"record: x\"";
  private static final String WELL = "level=info msg=\"TSDB started\"";

  private final Map<String, Due> sent = new LinkedHashMap<>();
  private Moment now = new Moment(START, Duration.ZERO, Duration.ZERO);
  private State state = State.of(rules(), Past.NONE, now);
  private double appended = 1e6;
  private Instant started = START.minus(Duration.ofDays(9));

  @Test
  void thePageOfASiteThatDoesNotStartSaysWhyInTheWordsOfItsLog() {
    passes(Duration.ofMinutes(5), true);
    passes(Duration.ofMinutes(12), false, GAP);

    var page = requireNonNull(sent.get("PrometheusSiteAbsent")).page();
    assertThat(page.annotations().get("verdict"))
        .isEqualTo(
            "storage: ulsfo/ops/prometheus4001 does not start: its write-ahead log has a gap, as"
                + " after a copy without --delete");
    var finding = findings().getFirst();
    assertThat(finding.evidence()).first().asString().startsWith("its log: level=error err=");
    assertThat(finding.action()).contains("deadair tsdb plan");
  }

  @Test
  void aServerThatServesAgainHasStarted() {
    passes(Duration.ofMinutes(5), true);
    passes(Duration.ofMinutes(12), false, GAP);
    started = now.wall();
    appended = 0;
    passes(Duration.ofMinutes(1), true);

    assertThat(findings()).isEmpty();
  }

  @Test
  void aServerThatIsNeverReadIsDiagnosedAllTheSame() {
    passes(Duration.ofMinutes(1), false, GAP);

    assertThat(findings()).extracting(each -> each.code().word()).contains("does-not-start");
  }

  @Test
  void aSingleLineWarnsNobodyAndManyDo() {
    passes(Duration.ofMinutes(5), true);
    passes(Duration.ofSeconds(15), true, RULE);
    assertThat(findings()).hasSize(1);
    passes(Duration.ofMinutes(10), true);
    assertThat(findings()).isEmpty();
    assertThat(sent).isEmpty();

    passes(Duration.ofMinutes(10), true, RULE);
    assertThat(requireNonNull(sent.get("PrometheusInstanceFinding")).incident().alert().labels())
        .containsEntry("code", "rule-failing");
  }

  @Test
  void aPasswordInALineIsNeitherShownNorKept() {
    passes(
        Duration.ofMinutes(1),
        true,
        "level=warn url=http://user:canary@remote msg=\"Failed to send batch, retrying\"");

    assertThat(findings()).hasSize(1);
    assertThat(state.diagnoses().byInstance() + " " + findings()).doesNotContain("canary");
  }

  @Test
  void linesThatSayThatAllIsWellAreNothing() {
    passes(Duration.ofMinutes(5), true, WELL);

    assertThat(findings()).isEmpty();
  }

  private List<Finding> findings() {
    return state.diagnoses().of(ID);
  }

  private void passes(Duration span, boolean isProducing, String... lines) {
    for (var end = now.plus(span); end.isAfter(now); ) {
      now = now.plus(Duration.ofSeconds(15));
      var facts = new ArrayList<Fact>();
      facts.add(new Fact.Asked("gateway", false, true, now));
      facts.add(new Fact.Looked(isProducing ? answered() : refused()));
      for (var line : lines) {
        facts.add(new Fact.LogLine(ID, now, line));
      }
      var turn = state.turn(facts, now);
      // What may be open of an earlier run is resolved, too; that is not what this is about.
      turn.due().stream()
          .filter(each -> each.incident().isOpen())
          .forEach(each -> sent.put(each.incident().alert().name().label(), each));
      state = turn.state();
    }
  }

  private Observation refused() {
    return new Observation.Refused(
        ID, now, new Failure(Failure.Kind.REFUSED, "/metrics", "nobody listens"));
  }

  private Observation answered() {
    appended += 10_000;
    return Exposed.since(started)
        .at(now.wall())
        .appended(appended, Duration.ofSeconds(15))
        .seen(ID, now);
  }

  private static Rules rules() {
    var instance = new ExpectedInstance(ID, URI.create("http://prometheus4001:9090"));
    var site = Expected.site(ID.group(), Limits.DEFAULT, instance);
    var receiver = Receivers.alertmanager("am1");
    return new Rules(
        new Inventory(Duration.ofSeconds(15), List.of(site)),
        new Routing("test", Optional.empty(), List.of(receiver), Map.of()));
  }
}
