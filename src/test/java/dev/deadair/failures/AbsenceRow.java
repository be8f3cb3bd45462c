package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.HEAD_IN_FUTURE;
import static dev.deadair.diagnosis.Code.IDLE;
import static dev.deadair.diagnosis.Code.NO_TARGETS;
import static dev.deadair.diagnosis.Code.OUT_OF_BOUNDS;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

/** Servers that answer healthy and ready, and have no data, or none of this time. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas that hold nothing
enum AbsenceRow implements Row {
  TARGET_DOWN(true, Shows.of("idle", IDLE), scene -> scene.exporter.close()),
  GARBAGE_FOR_METRICS(
      false, Shows.of("idle", IDLE), scene -> scene.exporter.says(() -> "<html>sorry</html>")),
  SAMPLE_LIMIT_EXCEEDED(
      false,
      Shows.of("idle", IDLE),
      scene -> {
        scene.configure("sample_limit: 100");
        scene.server.reload();
      }),
  TARGET_LIMIT_EXCEEDED(
      false,
      Shows.of("idle", IDLE),
      scene -> {
        scene.server.configure(
            scene
                .configuration("target_limit: 1")
                .replace("targets: [", "targets: [\"localhost:1\", "));
        scene.server.reload();
      }),
  NOTHING_FOR_METRICS(true, Shows.of("idle", IDLE), scene -> scene.exporter.says(() -> "")),
  METRICS_DROPPED(
      false,
      Shows.of("idle", IDLE),
      scene -> {
        scene.configure(
            "metric_relabel_configs: [{source_labels: [__name__], regex: made, action: drop}]");
        scene.server.reload();
      }),
  NO_SCRAPE_CONFIGURATION(
      true,
      Shows.of("stalled", NO_TARGETS),
      scene -> {
        scene.server.configure("global: {scrape_interval: 1s}\n");
        scene.server.reload();
      }),
  TARGETS_DROPPED(
      false,
      Shows.of("stalled", NO_TARGETS),
      scene -> {
        scene.configure(
            "relabel_configs: [{source_labels: [__address__], regex: \".*\", action: drop}]");
        scene.server.reload();
      }),
  NO_TARGETS_BUT_A_RULE(
      true,
      Shows.of("idle", NO_TARGETS),
      scene -> {
        var rules = scene.server.configFile().resolveSibling("rules.yml");
        Files.writeString(
            rules,
            "groups: [{name: made, interval: 1s, rules: [{record: one, expr: vector(1)}]}]\n");
        scene.server.configure("rule_files: [\"%s\"]\n".formatted(rules));
        scene.server.reload();
      }),
  FILE_OF_TARGETS_MISSING(
      false, // takes a minute: a server that has just started has no targets yet
      Shows.of("stalled", NO_TARGETS),
      scene -> {
        var targets = scene.server.configFile().resolveSibling("targets.json");
        scene.server.configure(
            """
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs:
              - job_name: exporter
                file_sd_configs: [{files: ["%s"], refresh_interval: 1s}]
            """
                .formatted(targets));
        scene.server.restart();
      }),
  SAMPLES_9_MIN_AHEAD(
      true, Shows.of("producing", HEAD_IN_FUTURE), scene -> ahead(scene, Duration.ofMinutes(9))),
  SAMPLES_15_MIN_AHEAD(
      false, Shows.of("idle", IDLE, OUT_OF_BOUNDS), scene -> ahead(scene, Duration.ofMinutes(15))),
  HEAD_AHEAD_OF_ALL_SAMPLES(
      true,
      Shows.of("stalled", HEAD_IN_FUTURE, OUT_OF_BOUNDS).passing(IDLE),
      scene -> {
        ahead(scene, Duration.ofMinutes(9));
        scene.await("ahead", () -> scene.ward().codes(Scene.PATIENT).contains(HEAD_IN_FUTURE));
        scene.exporter.says(() -> Exporter.samples(Exporter.SAMPLES, ""));
      }) {
    @Override
    public void prepare(Scene scene) {
      // A head of a minute refuses what is more than half of that older than its newest sample.
      scene.server.flags(
          "--storage.tsdb.min-block-duration=1m", "--storage.tsdb.max-block-duration=1m");
    }
  };

  private final boolean oneOfItsKind;
  private final Shows shows;
  private final Deed deed;

  AbsenceRow(boolean oneOfItsKind, Shows shows, Deed deed) {
    this.oneOfItsKind = oneOfItsKind;
    this.shows = shows;
    this.deed = deed;
  }

  private static void ahead(Scene scene, Duration by) {
    scene.exporter.says(
        () -> Exporter.samples(Exporter.SAMPLES, " " + Instant.now().plus(by).toEpochMilli()));
  }

  @Override
  public boolean isOneOfItsKind() {
    return oneOfItsKind;
  }

  @Override
  public Shows shows(String version) {
    return shows;
  }

  @Override
  public void befall(Scene scene) throws Exception {
    deed.in(scene);
  }
}
