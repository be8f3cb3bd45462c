package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckRouteTest {
  @TempDir private Path folder;

  @Test
  void asJsonItShowsFaultsAndEveryWay() throws Exception {
    var ours =
        Files.writeString(
            folder.resolve("deadair.conf"),
            "deadair.sites.eqsin.instances = [\"http://prometheus5001:9090\"]");
    var theirs =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            route: {receiver: mail, group_by: [alertname, site]}
            receivers: [{name: mail, email_configs: [{to: sre@example.org}]}]
            """);
    var out = new StringWriter();

    var exit =
        Main.commandLine(Map.of())
            .setOut(new PrintWriter(out))
            .execute("check", "route", "--config.file=" + ours, "--format=json", theirs.toString());

    var json = new JsonObject(out.toString());
    assertThat(exit).isEqualTo(1);
    assertThat(json.getJsonArray("unread")).isEmpty();
    assertThat(json.getJsonArray("faults"))
        .anySatisfy(
            fault ->
                assertThat(((JsonObject) fault).getMap())
                    .containsEntry("code", "unpaged")
                    .containsEntry("severity", "error")
                    .containsEntry("site", "eqsin")
                    .containsEntry(
                        "summary", "every critical alert pages nobody: it goes to mail (email)"));
    assertThat(json.getJsonArray("alerts"))
        .anySatisfy(
            way -> {
              var destination = ((JsonObject) way).getJsonArray("destinations").getJsonObject(0);
              assertThat(destination.getString("receiver")).isEqualTo("mail");
              assertThat(destination.getBoolean("pages")).isFalse();
              assertThat(destination.getString("groupKey"))
                  .isEqualTo("{}:{alertname=\"PrometheusSiteAbsent\", site=\"eqsin\"}");
            });
  }
}
