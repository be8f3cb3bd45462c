package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Hush;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Silence;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.SiteId;
import dev.deadair.store.History;
import dev.deadair.store.Sample;
import dev.deadair.turn.Fact;
import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import dev.deadair.view.Why;
import dev.deadair.web.Board;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

  private static final Instant START = Instant.parse("2026-11-05T02:00:00Z");
  private static final SiteId ULSFO = new SiteId("ulsfo");
  private static final Duration DARK = Duration.ofMinutes(20);

  @TempDir private Path directory;

  private final Board board = new Board();

  @Test
  void anOutageCanBeToldAfterwards() throws Exception {
    try (var history = new History(directory, Scene.INTERVAL)) {
      var lasts = Duration.ofMinutes(40);
      play(history, lasts);

      var now = START.plus(lasts);
      var curves = history.curves(Optional.of(ULSFO), START, now, 1_000, now);
      var site = curves.of(ULSFO);
      assertThat(site.state(40)).contains("producing");
      assertThat(site.rate(40).orElseThrow()).isPositive();
      assertThat(site.covered(40)).contains(1.0);
      assertThat(site.state(100)).contains("stalled");
      assertThat(site.state(159)).contains("absent");
      assertThat(site.rate(159)).contains(0.0);
      assertThat(site.covered(159)).contains(0.0);
      assertThat(curves.bySubject()).hasSize(3);

      assertThat(why(history, Duration.ofMinutes(10)))
          .anyMatch(text -> text.startsWith("Site ulsfo produces data since"));
      assertThat(why(history, Duration.ofMinutes(26)))
          .anyMatch(text -> text.startsWith("Site ulsfo is stalled"))
          .anyMatch(text -> text.matches("[56]m[0-9]+s without data have been seen, .*"))
          .contains("Unless data comes first, it is absent at 2026-11-05 02:29:45 UTC.");
      assertThat(why(history, Duration.ofMinutes(39)))
          .anyMatch(text -> text.startsWith("Site ulsfo is absent since"));
    }
  }

  /** A clock that only counts on is no new explanation. */
  @Test
  void aQuietHourCostsFewExplanations() throws Exception {
    try (var history = new History(directory, Scene.INTERVAL)) {
      play(history, Duration.ofHours(2));
      var texts = new ArrayList<Instant>();
      for (var minute = 0; minute < 120; minute++) {
        history
            .explanation(ULSFO, START.plus(Duration.ofMinutes(minute)))
            .filter(each -> !texts.contains(each.since()))
            .ifPresent(each -> texts.add(each.since()));
      }

      assertThat(texts).hasSizeBetween(8, 30);
    }
  }

  @Test
  void findingsComeAndGo() throws Exception {
    try (var history = new History(directory, Scene.INTERVAL)) {
      play(history, Duration.ofMinutes(40));

      assertThat(history.events(ULSFO, START, START.plus(Duration.ofHours(1))))
          .extracting(Sample.Event::kind)
          .allMatch(kind -> kind.equals("finding") || kind.equals("gone"));
    }
  }

  /** A restart tells it again, and it is the same line. */
  @Test
  void maintenanceAndSilencesAreToldWhenTheyBeginAndEnd() throws Exception {
    var codfw = new GroupId(new SiteId("codfw"), "ops");
    var hush =
        new Hush(
            new Silence("s1", List.of(), START, START.plusSeconds(600), "bob", "moving racks"),
            "am",
            Optional.of(codfw.site()),
            List.of("PrometheusSiteAbsent"),
            true,
            "every alert");
    var scene = new Scene(START).with("codfw", "ops", "prom", Script.producing(900));
    try (var history = new History(directory, Scene.INTERVAL)) {
      var recorder = new Recorder(board, history);
      scene.hears(
          new Fact.Silenced(List.of(hush)),
          new Fact.Muted(
              new Maintenance.Wanted(
                  "m1", codfw, Duration.ofMinutes(5), false, "new disks", "alice")));
      for (var turn = 0; turn < 80; turn++) {
        board.publish(scene.look(Scene.INTERVAL));
        recorder.run();
      }
      new Recorder(board, history).run();

      var events = history.events(codfw.site(), START, START.plus(Duration.ofHours(1)));
      assertThat(events.stream().map(RecorderTest::line).distinct())
          .containsExactlyInAnyOrder(
              "02:00:00 silence codfw: am keeps every alert quiet until 2026-11-05 02:10 UTC by"
                  + " bob: moving racks",
              "02:00:15 maintenance codfw/ops: maintenance m1 by alice: new disks",
              "02:05:15 maintenance codfw/ops: maintenance m1 is over",
              "02:10:00 silence codfw: a silence of am by bob is over");
    }
  }

  private static String line(Sample.Event event) {
    return "%s %s %s: %s"
        .formatted(
            event.at().toString().substring(11, 19), event.kind(), event.subject(), event.text());
  }

  private void play(History history, Duration lasts) {
    var recorder = new Recorder(board, history);
    var scene =
        new Scene(START)
            .with("ulsfo", "ops", "prom", Script.producing(900).until(DARK, Script.refusing()));
    for (var left = lasts; left.isPositive(); left = left.minus(Scene.INTERVAL)) {
      board.publish(scene.look(Scene.INTERVAL));
      recorder.run();
    }
  }

  private static List<String> why(History history, Duration after) throws Exception {
    var at = START.plus(after);
    return Why.decoded(history.explanation(ULSFO, at).orElseThrow().text()).at(at).stream()
        .map(Why.Line::text)
        .toList();
  }
}
