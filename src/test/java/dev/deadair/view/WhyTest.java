package dev.deadair.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhyTest {

  private static final Instant START = Instant.parse("2026-11-05T02:00:00Z");
  private static final SiteId ULSFO = new SiteId("ulsfo");

  @Test
  void aSiteWithDataSaysWhatWouldPage() {
    assertThat(why(Script.producing(900), Duration.ofMinutes(5)))
        .first()
        .isEqualTo("Site ulsfo produces data since 2026-11-05 02:00:30 UTC.");
    assertThat(why(Script.producing(900), Duration.ofMinutes(5)))
        .contains(
            "A site pages once none of its servers has had data for 10m, or once more than 15m of"
                + " any 30m were without.",
            "While one of its servers has data, nothing pages for the site.");
  }

  @Test
  void aStalledSiteSaysWhenItWillBeAbsent() {
    assertThat(why(Script.stuckAfter(Duration.ofMinutes(5), 900), Duration.ofMinutes(9)))
        .contains(
            "Site ulsfo is stalled: it has produced no data since 2026-11-05 02:05:00 UTC.",
            "4m without data have been seen, of the 10m that page.",
            "Unless data comes first, it is absent at 2026-11-05 02:15:00 UTC.");
  }

  @Test
  void aSiteThatCannotBeSeenSaysSo() {
    var blind = Script.producing(900).until(Duration.ofMinutes(5), Script.unauthorized());

    assertThat(why(blind, Duration.ofMinutes(9)))
        .contains(
            "We cannot tell at present whether its servers have data: they refuse our"
                + " credentials.");
  }

  /** So that the history keeps one for a whole outage. */
  @Test
  void timeAloneChangesNothingButWhatTheClockSays() {
    var scene = scene(Script.stuckAfter(Duration.ofMinutes(5), 900)).run(Duration.ofMinutes(9));
    var before = scene.view().why(ULSFO).orElseThrow();
    var after = scene.run(Duration.ofMinutes(2)).view().why(ULSFO).orElseThrow();

    assertThat(after).isEqualTo(before);
    assertThat(before.at(START.plus(Duration.ofMinutes(11))))
        .extracting(Why.Line::text)
        .contains("6m without data have been seen, of the 10m that page.");
  }

  @Test
  void whatIsWrittenReadsBack() {
    for (var script :
        List.of(
            Script.producing(900),
            Script.refusing(),
            Script.producing(900).until(Duration.ofMinutes(2), Script.refusing()),
            Script.producing(900)
                .until(Duration.ofMinutes(2), Script.refusing())
                .until(Duration.ofMinutes(5), Script.unauthorized()))) {
      var why = scene(script).run(Duration.ofMinutes(8)).view().why(ULSFO).orElseThrow();

      assertThat(Why.decoded(why.encoded())).isEqualTo(why);
    }
  }

  private static List<String> why(Script script, Duration lasts) {
    var view = scene(script).run(lasts).view();
    return view.why(ULSFO).orElseThrow().at(view.at()).stream().map(Why.Line::text).toList();
  }

  private static Scene scene(Script script) {
    return new Scene(START).with("ulsfo", "ops", "prom", script);
  }
}
