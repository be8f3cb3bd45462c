package dev.deadair.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.parts.Prometheus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Directories of servers that nothing happened to: blocks, a checkpoint, mapped chunks, late
 * samples, native histograms, exemplars.
 */
class HealthyDirectoriesIT {
  @Test
  void aHealthyDirectoryIsFine() throws Exception {
    check("2.42");
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {"2.53", "3"})
  void aHealthyDirectoryOfAnotherVersionIsFine(String version) throws Exception {
    check(version);
  }

  private static void check(String version) throws Exception {
    try (var made = MadeData.withLate(version);
        var server = new Prometheus(version)) {
      assertThat(new Damage(made.dir()).checkpoint()).exists();
      assertThat(made.verdict(Depth.FULL)).matches(Verdict::isFine);
      assertThat(Planner.plan(made.dir(), _ -> {})).matches(Plan::isEmpty);

      server.copyData(made.dir());
      server.start();
      server.awaitReady();

      var running = Verification.of(server.dataDir(), Depth.FULL, _ -> {});
      assertThat(running).matches(Verdict::isFine);
      assertThat(running.findings()).extracting(Finding::code).contains(Code.SERVER_RUNNING);
    }
  }
}
