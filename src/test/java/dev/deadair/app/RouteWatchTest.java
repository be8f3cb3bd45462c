package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.RouteFault.Kind;
import dev.deadair.config.Settings;
import dev.deadair.liveness.Moment;
import dev.deadair.turn.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteWatchTest {

  @TempDir private Path folder;
  private final List<Fact> facts = new ArrayList<>();

  @Test
  void aSiteThatTellsWebhooksAloneIsFoundUnpagedThoughThereIsNoAlertmanagerToAsk()
      throws Exception {
    watch("").run();

    assertThat(facts)
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.RoutesReviewed.class,
            fact ->
                assertThat(fact.review().faults())
                    .anyMatch(
                        each ->
                            each.kind() == Kind.UNPAGED
                                && each.grave()
                                && each.site().isPresent()));
  }

  @Test
  void oneOfAWebhookThatPagesIsNot() throws Exception {
    watch(", pages = true").run();

    assertThat(facts)
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.RoutesReviewed.class, fact -> assertThat(fact.review().faults()).isEmpty());
  }

  private RouteWatch watch(String more) throws Exception {
    var file =
        Files.writeString(
            folder.resolve("deadair.conf"),
            """
            deadair.sites.dc1.instances = ["http://127.0.0.1:1"]
            deadair.receivers.hook { type = webhook, url = "http://127.0.0.1:1"%s }
            """
                .formatted(more));
    var settings = ((Settings.Result.Loaded) Settings.load(file, Map.of(), Map.of())).settings();
    return new RouteWatch(settings, RouteSurvey.of(settings), RouteWatchTest::now, facts::add);
  }

  private static Moment now() {
    return new Moment(Instant.now(), Duration.ZERO, Duration.ZERO);
  }
}
