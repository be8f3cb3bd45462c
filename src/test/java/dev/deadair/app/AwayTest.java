package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Exposed;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.SiteId;
import dev.deadair.store.Journal;
import dev.deadair.store.SqliteStore;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A watcher that is frozen, or that dies again and again, in virtual time: the real decision and
 * the real journal on a real disk.
 */
class AwayTest {

  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final long WINDOW = Limits.DEFAULT.window().toSeconds();
  private static final InstanceId DARK =
      new InstanceId(new GroupId(new SiteId("eqsin"), "ops"), "prometheus5001");
  private static final InstanceId LIT =
      new InstanceId(new GroupId(new SiteId("ulsfo"), "ops"), "prometheus4001");

  @TempDir private Path directory;

  private final Rules rules = rules();
  private final List<String> pages = new ArrayList<>();
  private long elapsed;
  private OptionalLong darkSince = OptionalLong.empty();
  private OptionalLong pagedAt = OptionalLong.empty();

  @Test
  void twentyMinutesFrozenPageNothingThatProduces() throws IOException {
    try (var journal = journal()) {
      var state = run(begun(journal), journal, 300);
      elapsed += 1200;

      run(state, journal, 1200);
    }

    assertThat(pages).isEmpty();
  }

  @Test
  void whatWentDarkWhileWeWereFrozenIsPagedWithinOneWindow() throws IOException {
    try (var journal = journal()) {
      var state = run(begun(journal), journal, 300);
      darkSince = OptionalLong.of(elapsed + 60);
      elapsed += 1200;
      var awake = elapsed;

      run(state, journal, 1200);

      assertThat(pages).containsOnly("PrometheusSiteAbsent{eqsin}");
      assertThat(pagedAt.orElseThrow() - awake).isLessThanOrEqualTo(WINDOW + 15);
    }
  }

  @Test
  void whatWasDarkBeforeWeWereFrozenIsPagedWithinOneWindow() throws IOException {
    try (var journal = journal()) {
      var state = run(begun(journal), journal, 300);
      darkSince = OptionalLong.of(elapsed);
      state = run(state, journal, 240);
      elapsed += 1200;
      var awake = elapsed;

      run(state, journal, 1200);

      assertThat(pages).containsOnly("PrometheusSiteAbsent{eqsin}");
      assertThat(pagedAt.orElseThrow() - awake).isLessThanOrEqualTo(WINDOW + 15);
    }
  }

  @Test
  void aWatcherThatDiesEveryNineMinutesPagesADarkSiteAllTheSame() throws IOException {
    live(300);
    darkSince = OptionalLong.of(elapsed);
    for (var life = 0; life < 5 && pages.isEmpty(); life++) {
      live(540);
      elapsed += 20;
    }

    assertThat(pages).containsOnly("PrometheusSiteAbsent{eqsin}");
    assertThat(pagedAt.orElseThrow() - darkSince.orElseThrow()).isBetween(WINDOW, WINDOW + 120);
  }

  /** Away longer than it lives: what it counts starts again each time, the backstop does not. */
  @Test
  void soItIsWhereItIsAwayForLongerThanTheWindowEachTime() throws IOException {
    live(300);
    darkSince = OptionalLong.of(elapsed);
    for (var life = 0; life < 5 && pages.isEmpty(); life++) {
      live(540);
      elapsed += WINDOW + 60;
    }

    assertThat(pages).containsOnly("PrometheusSiteAbsent{eqsin}");
    assertThat(pagedAt.orElseThrow() - darkSince.orElseThrow())
        .isBetween(2 * WINDOW - 60, 2 * WINDOW + 120);
  }

  /** As the daemon's, but for its deadline: here nobody is to be late for a busy disk. */
  private Journal journal() throws IOException {
    return new Journal(SqliteStore.open(directory, InstantSource.system()), Duration.ofMinutes(1));
  }

  /** One life, which ends without a word. */
  private void live(int seconds) throws IOException {
    try (var journal = journal()) {
      run(begun(journal), journal, seconds);
    }
  }

  private State begun(Journal journal) throws IOException {
    return State.of(rules, journal.load(now()).past(), now());
  }

  private State run(State begin, Journal journal, int seconds) {
    var state = begin;
    for (var second = 0; second < seconds; second++) {
      elapsed++;
      var facts = new ArrayList<Fact>();
      facts.add(new Fact.Asked("gateway", false, true, now()));
      if (second % INTERVAL.toSeconds() == 1) {
        facts.add(new Fact.Looked(isDark() ? refused() : answered(DARK)));
        facts.add(new Fact.Looked(answered(LIT)));
      }
      var turn = state.turn(facts, now());
      assertThat(journal.commit(turn)).isEqualTo(new Commit.Kept());
      turn.due().stream()
          .filter(due -> !due.incident().assumed() && due.severity() == Severity.CRITICAL)
          .forEach(due -> paged(due.incident().alert().toString()));
      state = turn.state();
    }
    return state;
  }

  private void paged(String alert) {
    pages.add(alert);
    if (pagedAt.isEmpty() && alert.startsWith(AlertName.SITE_ABSENT.label())) {
      pagedAt = OptionalLong.of(elapsed);
    }
  }

  private boolean isDark() {
    return darkSince.isPresent() && elapsed >= darkSince.getAsLong();
  }

  private Moment now() {
    var since = Duration.ofSeconds(elapsed);
    var up = Duration.ofDays(1).plus(since);
    return new Moment(Instant.parse("2023-05-05T00:00:00Z").plus(since), up, up);
  }

  private Observation refused() {
    return new Observation.Refused(
        DARK, now(), new Failure(Failure.Kind.REFUSED, "/metrics", "connection refused"));
  }

  private Observation answered(InstanceId id) {
    return Exposed.since(Instant.EPOCH)
        .at(now().wall())
        .appended(1000.0 * elapsed)
        .scrapes(Map.of(INTERVAL, elapsed / 15.0))
        .seen(id, now());
  }

  private static Rules rules() {
    var pagerDuty = Receivers.pagerDuty();
    return new Rules(
        new Inventory(INTERVAL, List.of(site(DARK), site(LIT))),
        new Routing("eqsin-a", Optional.empty(), List.of(pagerDuty), Map.of()));
  }

  private static ExpectedSite site(InstanceId id) {
    var instance = new ExpectedInstance(id, URI.create("http://" + id.name() + ":9090"));
    return Expected.site(id.group(), Limits.DEFAULT, instance);
  }
}
