package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.parts.Prometheus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate} on a real server that answers nobody without a password. */
class MigrateCredentialsIT {
  private static final String PASSWORD = "orange-marmalade";

  private static final String HASH = "$2b$04$abcdefghijklmnopqrstuufV5n58GFKnuhCKv0rI4tnmoFtG0Hwg6";

  @TempDir private Path folder;
  private final Prometheus guarded = new Prometheus("2.42");
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void guard() throws Exception {
    Files.writeString(
        folder.resolve("web.yml"), "basic_auth_users: {deadair: '%s'}".formatted(HASH));
    guarded.configure("global: {external_labels: {site: eqsin, replica: a}}\n");
    guarded.flags("--web.config.file=" + folder.resolve("web.yml"));
    guarded.start();
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Files.writeString(
        folder.resolve("http.yml"), "basic_auth: {username: deadair, password_file: password}\n");
  }

  @AfterEach
  void stop() {
    guarded.close();
  }

  @Test
  void preflightReadsTheLabelsOfASibling() throws Exception {
    var copy = Files.createDirectories(folder.resolve("copy"));
    Files.createFile(Files.createDirectory(copy.resolve("wal")).resolve("00000000"));
    var manifest = Files.writeString(folder.resolve("manifest"), "");
    var config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            "global: {external_labels: {site: eqsin, replica: b}}\n");
    String[] asked = {
      "migrate",
      "preflight",
      copy.toString(),
      "--manifest=" + manifest,
      "--config=" + config,
      "--sibling=" + guarded.url()
    };

    says(
        "labels-unique: no-go: " + guarded.url() + " does not tell its labels: answered 401",
        asked);
    says("labels-unique: go", with(asked));
  }

  @Test
  void postflightLooksAtBoth() {
    String[] asked = {
      "migrate",
      "postflight",
      guarded.url(),
      guarded.url(),
      "--for=1s",
      "--interval=1s",
      "--timeout=15s"
    };

    run(asked);
    assertThat(out.toString()).contains("ready: waiting: 401 Unauthorized");

    run(with(asked));
    assertThat(out.toString()).contains("ready: go");
  }

  private String[] with(String... words) {
    var all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--http.config.file=" + folder.resolve("http.yml");
    return all;
  }

  /** As soon as the server serves: it listens a moment after its start. */
  private void says(String line, String... words) {
    await("said")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              run(words);
              assertThat(out.toString()).contains(line);
            });
  }

  private void run(String... words) {
    out.getBuffer().setLength(0);
    var to = new PrintWriter(out);
    Main.commandLine(Map.of()).setOut(to).setErr(to).execute(words);
    assertThat(out.toString()).doesNotContain(PASSWORD);
  }
}
