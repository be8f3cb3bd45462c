package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.parts.Prometheus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels as running servers have them. */
class CheckLabelsIT {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  @Test
  void comparesServersThatRun() throws Exception {
    try (var old = new Prometheus("2.42");
        var fresh = new Prometheus("3")) {
      start(old, "{site: eqsin, replica: a}");
      start(fresh, "{site: eqsin, replica: a}");
      var inventory =
          Files.writeString(
              folder.resolve("deadair.conf"),
              """
              deadair.sites.eqsin.instances = [
                { url = "%s", name = old }, { url = "%s", name = fresh }, { url = "http://127.0.0.1:1", name = gone }
              ]
              """
                  .formatted(old.url(), fresh.url()));

      assertThat(check(old.url())).as(out::toString).isZero();
      assertThat(check(old.url(), fresh.url())).isEqualTo(1);
      assertThat(out.toString())
          .contains(old.url() + ":1: error: has the same external labels as " + fresh.url());

      assertThat(check(inventory.toString())).isEqualTo(1);
      assertThat(out.toString())
          .contains("old:1: error: has the same external labels as eqsin/default/fresh")
          .contains("gone:1: error: connection refused (unread)");
    }
  }

  private static void start(Prometheus server, String labels) {
    server.configure("global: {external_labels: %s}\n".formatted(labels));
    server.start();
    server.awaitReady();
  }

  private int check(String... inputs) {
    out.getBuffer().setLength(0);
    var words = new ArrayList<>(List.of("check", "labels"));
    words.addAll(List.of(inputs));
    return Main.commandLine(Map.of())
        .setOut(new PrintWriter(out))
        .execute(words.toArray(String[]::new));
  }
}
