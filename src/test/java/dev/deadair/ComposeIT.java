package dev.deadair;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.deadair.parts.Parts;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The composition for a first try, by Compose's own schema and by the programs it starts. */
@Tag("full")
class ComposeIT {
  private static final Path FOLDER = Path.of("deploy/compose");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path scratch;

  @Test
  void composeTakesIt() throws IOException {
    var schema =
        Parts.folder("compose-schema")
            .resolve("root/usr/lib/python3/dist-packages/compose/config/compose_spec.json");

    // Its names and its dialect are those of an older draft; what it demands is the same in this
    // one.
    var demands =
        Files.readString(schema)
            .replaceAll("\"(?:id|\\$schema)\":\\s*\"[^\"]*\",?", "")
            // Go's durations, not those of the draft.
            .replace("\"duration\"", "\"go-duration\"");

    var errors =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(demands)
            .validate(new JsonObject(composition()).encode(), InputFormat.JSON);

    assertThat(errors).isEmpty();
  }

  @Test
  void everyFileThatIsMountedIsThere() throws IOException {
    var services = new JsonObject(composition()).getJsonObject("services");

    for (var name : services.fieldNames()) {
      for (var volume : services.getJsonObject(name).getJsonArray("volumes")) {
        var from = volume.toString().replaceFirst(":.*", "");
        if (from.startsWith(".")) {
          assertThat(FOLDER.resolve(from).normalize()).as(name).exists();
        }
      }
    }
  }

  @Test
  void theProgramsTakeTheirConfigurations() throws Exception {
    var rules = "/etc/prometheus/deadair-rules.yml";
    for (var replica : List.of("a", "b")) {
      var here =
          Files.writeString(
              scratch.resolve("prometheus.yml"),
              Files.readString(FOLDER.resolve("prometheus-" + replica + ".yml"))
                  .replace(
                      rules,
                      Path.of("deploy/prometheus/deadair-rules.yml").toAbsolutePath().toString()));
      taken(Parts.program("prometheus-3", "promtool"), "check", "config", here.toString());
    }
    taken(
        Parts.program("alertmanager-0.28", "amtool"),
        "check-config",
        FOLDER.resolve("alertmanager.yml").toString());
    taken(
        Path.of("target/deadair/bin/deadair"),
        "check",
        "config",
        FOLDER.resolve("deadair.conf").toString());
  }

  @SuppressWarnings("unchecked") // a composition is a mapping
  private static Map<String, Object> composition() throws IOException {
    var text = Files.readString(FOLDER.resolve("compose.yaml"));
    return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private void taken(Path program, String... arguments) throws Exception {
    var command = new String[arguments.length + 1];
    command[0] = program.toAbsolutePath().toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    var run = Ran.toItsEnd(MINUTE, scratch, command);
    assertThat(run.exit()).as("%s%n%s", program, run.output()).isZero();
  }
}
