package dev.deadair.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Inventory.Role;
import dev.deadair.probe.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real servers told once a second while they scraped once a second ({@code GatheringIT} wrote
 * it down), looked at from each moment on and at several paces: data is always told from noise.
 */
class UsefulSamplesTest {
  private static final Path RECORDINGS = Path.of("src/test/resources/recordings");
  private static final Set<String> WITH_DATA =
      Set.of(
          "plain",
          "twenty-samples-a-target",
          "one-target-renamed",
          "three-thousand-rules",
          "rules-too-slow");

  static Stream<Path> recordings() throws IOException {
    try (var files = Files.walk(RECORDINGS)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void dataIsToldFromNoise(Path recording) throws IOException {
    var readings = readings(recording);
    var name = recording.getFileName().toString().replace(".txt.gz", "");
    for (var pace = 1; pace <= 4; pace++) {
      for (var first = 0; first < readings.size() - 2 * pace; first++) {
        var what = "%s from %d, every %d".formatted(recording, first, pace);
        isToldFromNoise(what, WITH_DATA.contains(name), readings, first, pace);
      }
    }
  }

  private static void isToldFromNoise(
      String what, boolean hasData, List<Reading> readings, int first, int pace) {
    var span = Duration.ofSeconds(2L * pace);
    var life = Life.first(readings.get(first));
    var clock = DataClock.unset(span);
    var uncovered = 0;
    for (var i = first + pace; i < readings.size(); i += pace) {
      var now = readings.get(i).at();
      life = life.with(readings.get(i), span);
      var advanced = life.advanced(Role.SERVER).filter(clock::isNews);
      if (!hasData) {
        assertThat(advanced).as(what + " at " + i).isEmpty();
        continue;
      }
      clock = advanced.isPresent() ? clock.advanced(advanced.get(), now) : clock;
      uncovered = clock.covers(now) ? 0 : uncovered + 1;
      if (scrapedBefore(readings.get(first))) {
        // It takes a few looks to begin with; then one may come late, or fall into an evaluation.
        var most = clock.lastData().isEmpty() ? 8 : 2;
        assertThat(uncovered).as(what + " at " + i).isLessThanOrEqualTo(most);
      }
    }
  }

  /** Before that there is no data either. */
  private static boolean scrapedBefore(Reading reading) {
    return reading.scrape().appended() > 0;
  }

  private static List<Reading> readings(Path recording) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(recording))) {
      var looks = new String(in.readAllBytes(), UTF_8).split("(?m)^# look ", -1);
      var readings = new ArrayList<Reading>();
      for (var look : looks) {
        if (!look.isEmpty()) {
          var end = look.indexOf('\n');
          var at = Instant.ofEpochMilli(Long.parseLong(look.substring(0, end)));
          var since = Duration.between(Instant.EPOCH, at);
          readings.add(
              new Reading(
                  new Moment(at, since, since),
                  Recorded.read(look.substring(end + 1).getBytes(UTF_8))));
        }
      }
      assertThat(readings).as(recording + "").hasSizeGreaterThan(10);
      return readings;
    }
  }
}
