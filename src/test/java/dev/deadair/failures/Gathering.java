package dev.deadair.failures;

import dev.deadair.parts.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a server has to gather where data is hard to tell from noise. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas that hold nothing
enum Gathering {
  PLAIN(true, scene -> scene.configure("")),
  TWENTY_SAMPLES_A_TARGET(
      true,
      scene -> {
        scene.exporter.says(() -> Exporter.samples(20, ""));
        scene.configure("");
      }),
  HANGING_TARGETS(
      false,
      scene -> {
        var silent = scene.with(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        scene.server.configure(jobs(targets(5, silent.getLocalPort())));
      }),
  TWO_HUNDRED_DEAD_TARGETS(
      false, scene -> scene.server.configure(jobs(targets(200, deadPort(scene))))),
  SAMPLES_OUT_OF_ORDER(
      true,
      scene -> {
        scene.exporter.says(
            () ->
                Exporter.samples(
                    Exporter.SAMPLES, " " + Instant.now().minusSeconds(600).toEpochMilli()));
        scene.server.configure(
            scene.configuration("") + "storage: {tsdb: {out_of_order_time_window: 30m}}\n");
      }),
  LONG_AND_STRANGE_NAMES(
      true,
      scene ->
          scene.server.configure(
              scene
                      .configuration("")
                      .replace(
                          "job_name: exporter",
                          "job_name: '{}=\\\"\\n ä, # " + "x".repeat(9_000) + "'")
                  + namedStrangely(scene))),
  ONE_TARGET_RENAMED(true, scene -> renaming(scene, scene.exporter.address(), 2000)),
  ONE_DEAD_TARGET_RENAMED(false, scene -> renaming(scene, "127.0.0.1:" + deadPort(scene), 2000)),
  ONE_DEAD_TARGET_RENAMED_AT_EVERY_SYNC(
      false, scene -> renaming(scene, "127.0.0.1:" + deadPort(scene), 400)),
  THREE_THOUSAND_RULES(true, scene -> alive(scene, rules(scene, 30, 100, "vector(1)"))),
  THREE_THOUSAND_RULES_AND_DEAD_TARGETS(
      false, scene -> dead(scene, 5, rules(scene, 30, 100, "vector(1)"))),
  /** On two cores: evaluations are missed all the time. */
  RULES_TOO_SLOW(true, scene -> alive(scene, rules(scene, 2, 40, Gathering.SLOW))),
  RULES_TOO_SLOW_AND_A_DEAD_TARGET(
      false, scene -> dead(scene, 1, rules(scene, 2, 40, Gathering.SLOW)));

  private static final String SLOW = "sum_over_time(vector(1)[6h:1s])";

  /** Whether it has data. */
  final boolean produces;

  private final Row.Deed deed;

  Gathering(boolean produces, Row.Deed deed) {
    this.produces = produces;
    this.deed = deed;
  }

  void prepare(Scene scene) throws Exception {
    deed.in(scene);
  }

  /** Of its recording. */
  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt.gz";
  }

  private static String namedStrangely(Scene scene) throws IOException {
    var file = scene.server.configFile().resolveSibling("rules.yml");
    Files.writeString(
        file,
        "groups: [{name: '}{\\\"= # %s', interval: 1s, rules: [{record: a, expr: vector(1)}]}]\n"
            .formatted("y".repeat(9_000)));
    return "rule_files: [\"%s\"]\n".formatted(file);
  }

  private static int deadPort(Scene scene) {
    return scene.with(new Port()).number();
  }

  private static String targets(int count, int port) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "\"127.0.1.%d:%d\"".formatted(i, port))
        .collect(Collectors.joining(", "));
  }

  private static String jobs(String targets) {
    return """
    global: {scrape_interval: 1s, scrape_timeout: 1s}
    scrape_configs:
      - job_name: made
        static_configs: [{targets: [%s]}]
    """
        .formatted(targets);
  }

  private static void alive(Scene scene, String rules) throws IOException {
    scene.exporter.says(() -> Exporter.samples(20, ""));
    scene.server.configure(scene.configuration("") + rules);
  }

  private static void dead(Scene scene, int targets, String rules) throws IOException {
    scene.server.configure(jobs(targets(targets, deadPort(scene))) + rules);
  }

  /** One target, known by another name every so many milliseconds. */
  private static void renaming(Scene scene, String address, int every) throws IOException {
    var file = scene.server.configFile().resolveSibling("targets.json");
    var names = new AtomicInteger();
    name(file, address, 0);
    scene.server.configure(
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
          - job_name: made
            file_sd_configs: [{files: ["%s"], refresh_interval: 1s}]
        """
            .formatted(file));
    var timer = Executors.newSingleThreadScheduledExecutor();
    scene.with(timer::shutdownNow);
    var _ =
        timer.scheduleAtFixedRate(
            () -> name(file, address, names.incrementAndGet()),
            every,
            every,
            TimeUnit.MILLISECONDS);
  }

  private static void name(Path file, String address, int name) {
    try {
      var next = file.resolveSibling("next");
      Files.writeString(
          next, "[{\"targets\": [\"%s\"], \"labels\": {\"n\": \"%d\"}}]".formatted(address, name));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String rules(Scene scene, int groups, int rules, String expression)
      throws IOException {
    var file = scene.server.configFile().resolveSibling("rules.yml");
    var written =
        IntStream.range(0, groups)
            .mapToObj(
                group ->
                    "- {name: g%d, interval: 1s, rules: [%s]}"
                        .formatted(
                            group,
                            IntStream.range(0, rules)
                                .mapToObj(
                                    i ->
                                        "{record: r%d_%d, expr: '%s'}"
                                            .formatted(group, i, expression))
                                .collect(Collectors.joining(", "))))
            .collect(Collectors.joining("\n"));
    Files.writeString(file, "groups:\n" + written + "\n");
    return "rule_files: [\"%s\"]\n".formatted(file);
  }
}
