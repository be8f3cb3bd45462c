package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.SiteId;
import dev.deadair.store.History;
import dev.deadair.store.Sample;
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
