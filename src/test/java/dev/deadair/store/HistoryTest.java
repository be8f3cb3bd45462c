package dev.deadair.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.InstanceState;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.SiteState;
import dev.deadair.liveness.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  private static final Duration STEP = Duration.ofSeconds(15);
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final SiteId EQSIN = new SiteId("eqsin");
  private static final SiteId ULSFO = new SiteId("ulsfo");
  private static final InstanceId PROM = new InstanceId(new GroupId(EQSIN, "ops"), "prom-a");

  @TempDir private Path directory;

  @Test
  void whatWasKeptIsThereAfterARestart() throws Exception {
    try (var before = new History(directory, STEP)) {
      before.keep(at(0, point(EQSIN, "producing", 900)));
      before.keep(at(15, point(EQSIN, "absent", 0), point(PROM, "down", 0)));
    }

    try (var after = new History(directory, STEP)) {
      var curves = after.curves(Optional.of(EQSIN), START, START.plusSeconds(45), 100, now(45));

      assertThat(curves.step()).isEqualTo(STEP);
      assertThat(curves.steps()).isEqualTo(3);
      assertThat(states(curves, EQSIN)).containsExactly("producing", "absent", "");
      assertThat(states(curves, PROM)).containsExactly("", "down", "");
      assertThat(curves.of(EQSIN).rate(0)).contains(900.0);
      assertThat(curves.of(EQSIN).rate(2)).isEmpty();
    }
  }

  @Test
  void beforeAnythingWasKeptThePastIsEmpty() throws Exception {
    try (var history = new History(directory, STEP)) {
      assertThat(history.events(EQSIN, START, now(1))).isEmpty();
      assertThat(history.explanation(EQSIN, START)).isEmpty();
      var curves = history.curves(Optional.empty(), START, now(45), 100, now(45));
      assertThat(curves.bySubject()).isEmpty();
    }
  }

  @Test
  void aCoarseStepShowsTheWorstOfIt() throws Exception {
    try (var history = new History(directory, STEP)) {
      for (var second = 0; second < 3600; second += 15) {
        var absent = second >= 60 && second < 75;
        history.keep(at(second, point(EQSIN, absent ? "absent" : "producing", absent ? 0 : 400)));
      }

      var minutes = history.curves(Optional.of(EQSIN), START, now(3600), 100, now(3600));
      assertThat(minutes.step()).isEqualTo(Duration.ofMinutes(1));
      assertThat(states(minutes, EQSIN).subList(0, 3))
          .containsExactly("producing", "absent", "producing");
      assertThat(minutes.of(EQSIN).rate(1).orElseThrow()).isCloseTo(300, within(1.0));
      assertThat(minutes.of(EQSIN).covered(1).orElseThrow()).isCloseTo(0.75, within(0.001));

      var quarters = history.curves(Optional.of(EQSIN), START, now(3600), 10, now(3600));
      assertThat(quarters.step()).isEqualTo(Duration.ofMinutes(15));
      assertThat(states(quarters, EQSIN))
          .containsExactly("absent", "producing", "producing", "producing");
    }
  }

  @Test
  void aStepUnderWayIsShownToo() throws Exception {
    try (var history = new History(directory, STEP)) {
      history.keep(at(0, point(EQSIN, "stalled", 1)));
      history.keep(at(15, point(EQSIN, "producing", 1)));

      var quarter = history.curves(Optional.of(EQSIN), START, now(30), 1, now(30));

      assertThat(states(quarter, EQSIN)).containsExactly("stalled");
    }
  }

  @Test
  void withoutASiteAllSitesAreTold() throws Exception {
    try (var history = new History(directory, STEP)) {
      history.keep(
          at(0, point(EQSIN, "producing", 1), point(PROM, "down", 0), point(ULSFO, "absent", 0)));

      var all = history.curves(Optional.empty(), START, now(15), 10, now(15));
      var one = history.curves(Optional.of(EQSIN), START, now(15), 10, now(15));

      assertThat(all.bySubject()).containsOnlyKeys(EQSIN, ULSFO);
      assertThat(one.bySubject()).containsOnlyKeys(EQSIN, PROM);
    }
  }

  @Test
  void everyStateHasItsPlace() {
    var words =
        Stream.of(SiteState.class, InstanceState.class)
            .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
            .map(state -> state.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-"))
            .map(name -> name.toLowerCase(Locale.ROOT));

    assertThat(words).isSubsetOf(PointTable.STATES);
  }

  @Test
  void anExplanationHoldsUntilTheNext() throws Exception {
    try (var history = new History(directory, STEP)) {
      history.keep(explained(10, true, "fine"));
      history.keep(explained(20, false, "less fine"));

      assertThat(history.explanation(EQSIN, now(9))).isEmpty();
      assertThat(history.explanation(EQSIN, now(19))).contains(new Explained(now(10), "fine"));
      assertThat(history.explanation(EQSIN, now(99))).contains(new Explained(now(20), "less fine"));
      assertThat(history.explanation(ULSFO, now(99))).isEmpty();

      history.keep(explained(3 * 3600, true, "fine again"));

      assertThat(history.explanation(EQSIN, now(99)).orElseThrow().text()).isEqualTo("fine");
    }
  }

  @Test
  void eventsAreThoseOfTheSite() throws Exception {
    try (var history = new History(directory, STEP)) {
      var mine = new Sample.Event(now(1), PROM, "finding", "it's <b>idle</b>");
      var other = new Sample.Event(now(1), ULSFO, "finding", "hung");
      history.keep(new Sample(now(1), List.of(), List.of(), List.of(mine, other)));

      assertThat(history.events(EQSIN, START, now(2))).containsExactly(mine);
      assertThat(history.events(EQSIN, now(2), now(3))).isEmpty();
    }
  }

  @Test
  void aDamagedFileIsSetAsideAndTheNextSampleKept() throws Exception {
    Files.writeString(directory.resolve("history.db"), "no database, ".repeat(1000));
    try (var history = new History(directory, STEP)) {
      assertThatThrownBy(() -> history.events(EQSIN, START, now(1)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the history cannot be read");

      history.keep(at(0, point(EQSIN, "producing", 1)));
      history.keep(at(15, point(EQSIN, "producing", 1)));

      var curves = history.curves(Optional.of(EQSIN), START, now(30), 10, now(30));
      assertThat(states(curves, EQSIN)).containsExactly("", "producing");
      try (var files = Files.list(directory)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .anyMatch(name -> name.startsWith("history.db.corrupt-"));
      }
    }
  }

  @Test
  void aFileThatWasDeletedIsMadeAnew() throws Exception {
    try (var history = new History(directory, STEP)) {
      history.keep(at(0, point(EQSIN, "producing", 1)));
      for (var part : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(directory.resolve("history.db" + part));
      }

      history.keep(at(15, point(EQSIN, "stalled", 1)));

      var curves = history.curves(Optional.of(EQSIN), START, now(30), 10, now(30));
      assertThat(states(curves, EQSIN)).containsExactly("", "stalled");
    }
  }

  /** 200 MB for 100 instances: 2 MB for each with its share of a site and a group. */
  @Test
  void thirtyDaysFitTheSizeAndStayQuickToAsk() throws Exception {
    var instances = Boolean.getBoolean("deadair.full") ? 100 : 2;
    var days = 30;
    var fineFrom = Duration.ofDays(days - 2).toSeconds(); // older points are not kept as fine
    try (var history = new History(directory, STEP)) {
      for (var second = 0L;
          second < Duration.ofDays(days).toSeconds();
          second += second < fineFrom ? 60 : 15) {
        history.keep(at(second, fleet(instances, second)));
      }
    }

    long bytes;
    try (var files = Files.list(directory)) {
      bytes = files.mapToLong(file -> file.toFile().length()).sum();
    }
    System.out.printf("history of %d instances: %,d bytes%n", instances, bytes);
    assertThat(bytes)
        .as("bytes of %d instances", instances)
        .isBetween(100_000L * instances, 2_000_000L * instances);
    var end = START.plus(Duration.ofDays(days));
    try (var again = new History(directory, STEP)) {
      var month = again.curves(Optional.of(new SiteId("site0")), START, end, 3000, end);
      assertThat(month.steps()).isEqualTo(days * 96);
      assertThat(states(month, new SiteId("site0"))).doesNotContain("");
      var day =
          again.curves(
              Optional.of(new SiteId("site0")), end.minus(Duration.ofDays(1)), end, 1500, end);
      assertThat(states(day, new SiteId("site0"))).hasSize(1440).doesNotContain("");
    }
  }

  private static Sample.Point[] fleet(int instances, long second) {
    var points = new ArrayList<Sample.Point>();
    for (var i = 0; i < instances; i++) {
      var site = new SiteId("site" + i / 2);
      var group = new GroupId(site, "ops");
      var rate = 100_000 + 17.3 * (second % 977) + i;
      if (i % 2 == 0) {
        points.add(point(site, "producing", rate));
        points.add(point(group, "producing", rate));
      }
      points.add(point(new InstanceId(group, "prometheus" + i), "producing", rate));
    }
    return points.toArray(Sample.Point[]::new);
  }

  private static Sample.Point point(Subject subject, String state, double rate) {
    return new Sample.Point(
        subject,
        state,
        Optional.of(state.equals("producing") ? 1.0 : 0.0),
        Optional.of(rate),
        Optional.of(1000.0));
  }

  private static Sample at(long second, Sample.Point... points) {
    return new Sample(now(second), List.of(points), List.of(), List.of());
  }

  private static Sample explained(long second, boolean lasting, String text) {
    var explanation = new Sample.Explanation(EQSIN, lasting, text);
    return new Sample(now(second), List.of(), List.of(explanation), List.of());
  }

  private static Instant now(long second) {
    return START.plusSeconds(second);
  }

  private static List<String> states(Curves curves, Subject subject) {
    var states = new ArrayList<String>();
    for (var step = 0; step < curves.steps(); step++) {
      states.add(curves.of(subject).state(step).orElse(""));
    }
    return states;
  }
}
