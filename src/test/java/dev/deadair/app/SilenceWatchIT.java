package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Hush;
import dev.deadair.config.Settings;
import dev.deadair.liveness.SiteId;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.SkewedProxy;
import dev.deadair.turn.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator silences a site in a real Alertmanager while we run. */
class SilenceWatchIT {

  @TempDir private Path folder;
  private final List<Fact> facts = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"0.25", "0.33"})
  void whatASilenceKeepsQuietIsKnownBeforeAnythingFires(String version) throws Exception {
    try (var alertmanager = new Alertmanager(version)) {
      alertmanager.configure(Alertmanager.routingTo("http://127.0.0.1:1/"));
      alertmanager.start();
      alertmanager.awaitReady();
      var watch = watch(alertmanager.url());

      watch.run();
      assertThat(facts).as("nothing is silenced, which is no news").isEmpty();

      var id = alertmanager.silence("dc1", Duration.ofHours(1));
      assertThat(toldBy(watch))
          .singleElement()
          .satisfies(
              hush -> {
                assertThat(hush.site()).contains(new SiteId("dc1"));
                assertThat(hush.who()).isEqualTo("every alert");
                assertThat(hush.silence().id()).isEqualTo(id);
                assertThat(hush.silence().author()).isEqualTo("test");
                assertThat(Duration.between(hush.silence().from(), hush.silence().until()))
                    .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
              });

      alertmanager.kill();
      var before = facts.size();
      watch.run();
      assertThat(facts).as("one that does not answer has ended no silence").hasSize(before);

      alertmanager.start();
      alertmanager.awaitReady();
      alertmanager.expire(id);
      assertThat(toldBy(watch)).isEmpty();
    }
  }

  /** It begins and ends when the clock of its member says so, and is shown by ours. */
  @ParameterizedTest(name = "{0} s ahead")
  @ValueSource(longs = {-300, 300})
  void aSilenceOfAMemberWithAnotherClockIsDatedByOurs(long ahead) throws Exception {
    try (var alertmanager = new Alertmanager("0.33");
        var proxy = new SkewedProxy(alertmanager.port(), Duration.ofSeconds(ahead))) {
      alertmanager.configure(Alertmanager.routingTo("http://127.0.0.1:1/"));
      alertmanager.start();
      alertmanager.awaitReady();
      var before = Instant.now();
      alertmanager.silence("dc1", Duration.ofHours(1));
      var after = Instant.now();
      var watch = watch(proxy.url());

      var silence = toldBy(watch).getFirst().silence();

      var aSecondOrTwo = Duration.ofSeconds(2);
      assertThat(silence.until())
          .isBetween(
              before.plus(Duration.ofHours(1)).minus(aSecondOrTwo),
              after.plus(Duration.ofHours(1)).plus(aSecondOrTwo));
      facts.clear();
      watch.run();
      assertThat(facts).as("the same by another reading of its clock").isEmpty();
    }
  }

  private List<Hush> toldBy(SilenceWatch watch) {
    watch.run();
    return ((Fact.Silenced) facts.getLast()).hushes();
  }

  private SilenceWatch watch(String url) throws Exception {
    var file =
        Files.writeString(
            folder.resolve("deadair.conf"),
            """
            deadair.sites.dc1.instances = ["http://127.0.0.1:1"]
            deadair.sites.dc2.instances = ["http://127.0.0.1:2"]
            deadair.receivers.alertmanager.urls = ["%s"]
            """
                .formatted(url));
    var settings = ((Settings.Result.Loaded) Settings.load(file, Map.of(), Map.of())).settings();
    return new SilenceWatch(
        settings.inventory(),
        settings.routing(),
        Wiring.destinations(settings, new Rotation()),
        Paged::now,
        fact -> {
          if (fact instanceof Fact.Silenced) {
            facts.add(fact);
          }
        });
  }
}
