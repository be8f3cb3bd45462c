package dev.deadair.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.migrate.Check.Outcome;
import dev.deadair.notify.Access;
import dev.deadair.notify.Inquiry;
import dev.deadair.notify.Inquiry.Reply;
import dev.deadair.parts.Prometheus;
import dev.deadair.probe.ExternalLabels;
import dev.deadair.tsdb.DataMaker;
import dev.deadair.tsdb.Manifest;
import dev.deadair.tsdb.ManifestText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 2023-05-05 again, on real servers: a slow copy from a source that runs, and after its end a
 * second pass over the same directory without deleting what the source does not have any more.
 */
@Execution(ExecutionMode.CONCURRENT)
class MigrationIT {
  private static final int LIVES_BEFORE = 4;
  private static final int LIVES_AFTER = 13;
  private static final Duration LIFE = Duration.ofMinutes(35);
  private static final Duration PAGE_OF_LIFE = Duration.ofMinutes(1);

  @TempDir private Path folder = Path.of("");

  @Test
  void theCopyOf2023IsNoGoAndTheProperOneIsGo() throws Exception {
    migrates("2.42");
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {"2.53", "3"})
  void soItIsWithOtherVersions(String version) throws Exception {
    migrates(version);
  }

  private void migrates(String version) throws Exception {
    var copy = folder.resolve("copy");
    try (var source = new Prometheus(version)) {
      source.configure(labelled("a"));
      source.flags(Prometheus.RECEIVER, DataMaker.FEATURES);
      var maker = new DataMaker(source, Instant.now().minus(Duration.ofHours(12)));
      lives(source, maker, LIVES_BEFORE);
      source.start();
      source.awaitReady();
      var live = Manifest.take(source.dataDir(), _ -> {});
      pass(source.dataDir(), copy, () -> maker.write(PAGE_OF_LIFE));
      maker.write(LIFE);
      source.terminate();
      lives(source, maker, LIVES_AFTER);
      var stopped = Manifest.take(source.dataDir(), _ -> {});
      pass(source.dataDir(), copy, () -> {});

      var hasty = preflight(copy, lines(stopped), source, "b");
      assertThat(outcome(hasty, "source-stopped")).as("%s", hasty).isEqualTo(Outcome.GO);
      assertThat(reasons(hasty, "copy-is-the-source"))
          .anyMatch(each -> each.startsWith("extra: wal/") && each.endsWith("as without --delete"));
      assertThat(reasons(hasty, "directory-verified"))
          .anyMatch(each -> each.startsWith("fatal-on-start") && each.endsWith("[wal-gap]"));
      assertThat(hasty.isGo()).isFalse();
      assertThat(starts(version, copy)).isFalse();

      var whileLive = preflight(copy, lines(live), source, "b");
      assertThat(reasons(whileLive, "source-stopped"))
          .anyMatch(each -> each.startsWith("a server was at work when the manifest was taken"));

      var proper = folder.resolve("proper");
      pass(source.dataDir(), proper, () -> {});
      assertThat(preflight(proper, lines(stopped), source, "b"))
          .matches(Report::isGo, "go: properly done");
      assertThat(reasons(preflight(proper, lines(stopped), source, "a"), "labels-unique"))
          .first()
          .asString()
          .contains("has the same external labels as");
      assertThat(starts(version, proper)).isTrue();
    }
  }

  @Test
  void aSourceThatWasKilledDidNotEndInOrder() throws Exception {
    try (var source = new Prometheus("2.42")) {
      source.configure(labelled("a"));
      source.flags(Prometheus.RECEIVER, DataMaker.FEATURES);
      source.start();
      source.awaitReady();
      new DataMaker(source, Instant.now().minus(Duration.ofHours(1))).write(PAGE_OF_LIFE);
      source.kill();
      var killed = Manifest.take(source.dataDir(), _ -> {});
      assertThat(killed.manifest().uncleanStop()).isPresent();

      source.start();
      source.awaitReady();
      source.terminate();
      assertThat(Manifest.take(source.dataDir(), _ -> {}).manifest().uncleanStop()).isEmpty();
    }
  }

  @Test
  void aSourceThatStillAnswersIsNotStopped() throws Exception {
    try (var source = new Prometheus("2.42")) {
      source.start();
      source.awaitReady();
      source.terminate();
      var stopped = lines(Manifest.take(source.dataDir(), _ -> {}));
      var copy = folder.resolve("copy");
      pass(source.dataDir(), copy, () -> {});
      source.configure(labelled("a"));
      source.start();
      source.awaitReady();

      var report = preflight(copy, stopped, source, "b");
      assertThat(reasons(report, "source-stopped"))
          .containsExactly(source.url() + " still accepts connections: stop it");
      assertThat(outcome(report, "labels-unique")).isEqualTo(Outcome.GO);
    }
  }

  private static void lives(Prometheus source, DataMaker maker, int count) throws Exception {
    for (var life = 0; life < count; life++) {
      source.start();
      source.awaitReady();
      maker.write(LIFE);
      maker.awaitCompaction();
      source.terminate();
    }
  }

  /** What goes on between two files. */
  private interface Meanwhile {
    void run() throws Exception;
  }

  /** As rsync does without --delete: lists first, then copies one file after the other. */
  private static void pass(Path from, Path to, Meanwhile meanwhile) throws Exception {
    List<Path> listed;
    try (var files = Files.walk(from)) {
      listed = files.toList();
    }
    for (var file : listed) {
      var target = to.resolve(from.relativize(file));
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
        continue;
      }
      try {
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      } catch (NoSuchFileException vanished) {
        // rsync says so, and goes on
      }
      meanwhile.run();
    }
  }

  private Report preflight(Path copy, List<String> manifest, Prometheus source, String replica)
      throws IOException {
    var config = Files.writeString(folder.resolve("new.yml"), labelled(replica));
    var old = Files.writeString(folder.resolve("old.yml"), labelled("a"));
    return new Preflight(
            copy,
            manifest,
            Optional.of(URI.create(source.url())),
            config,
            List.of(source.isAlive() ? source.url() : old.toString()),
            List.of(),
            MigrationIT::labels)
        .report(_ -> {});
  }

  private static Map<String, String> labels(String url) throws IOException {
    return switch (new Inquiry(Access.OPEN).ask(URI.create(url), ExternalLabels.PATH)) {
      case Reply.Said(var answer, _) -> ExternalLabels.ofAnswer(answer, url);
      case Reply.Unsaid(var why) -> throw new IOException(why);
    };
  }

  private static List<String> lines(Manifest.Taken taken) {
    return ManifestText.write(taken).toList();
  }

  private static boolean starts(String version, Path data) throws InterruptedException {
    try (var server = new Prometheus(version)) {
      server.flags(DataMaker.FEATURES);
      server.copyData(data);
      server.start();
      if (server.awaitReadyOrDeath()) {
        return true;
      }
      assertThat(server.log()).contains("segments are not sequential");
      return false;
    }
  }

  private static String labelled(String replica) {
    return """
    global: {scrape_interval: 1h, external_labels: {site: eqsin, prometheus: ops, replica: %s}}
    """
        .formatted(replica);
  }

  private static Outcome outcome(Report report, String name) {
    return check(report, name).outcome();
  }

  private static List<String> reasons(Report report, String name) {
    return check(report, name).reasons();
  }

  private static Check check(Report report, String name) {
    return report.checks().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
