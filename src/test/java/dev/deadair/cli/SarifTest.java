package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the schema of SARIF 2.1.0 requires of the parts that we write, and forbids. */
class SarifTest {

  private final JsonObject log =
      new JsonObject(
          Json.of(
              Sarif.log(
                  List.of(
                      Remark.error("same-labels", "eqsin prod/prometheus.yml", 0, "has the same"),
                      Remark.warning(
                          "unset-variable", "http://prometheus5001:9090/ops", 7, "needs"),
                      Remark.error("same-labels", "Größe#1.yml", 3, "has the \"same\"")))));

  /** The schema is the one that the committee of the standard, OASIS, keeps. */
  @Test
  void theLogIsAsTheStandardsSchemaDemands() throws IOException {
    try (var demands = SarifTest.class.getResourceAsStream("sarif-schema-2.1.0.json")) {
      var schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(demands);
      assertThat(schema.validate(log.encode(), InputFormat.JSON)).isEmpty();
      log.getJsonArray("runs").getJsonObject(0).remove("tool");
      assertThat(schema.validate(log.encode(), InputFormat.JSON))
          .as("a run without a tool")
          .isNotEmpty();
    }
  }

  @Test
  void theLogNamesItsVersionAndSchemaAndHasRuns() {
    assertThat(log.fieldNames()).containsExactlyInAnyOrder("$schema", "version", "runs");
    assertThat(log.getString("version")).isEqualTo("2.1.0");
    assertThat(URI.create(log.getString("$schema")).isAbsolute()).isTrue();
    assertThat(log.getJsonArray("runs")).hasSize(1);
  }

  @Test
  void theRunHasAToolWithANameAndRulesWithDifferentIds() {
    var run = log.getJsonArray("runs").getJsonObject(0);
    assertThat(run.fieldNames()).containsExactlyInAnyOrder("tool", "results");
    var driver = run.getJsonObject("tool").getJsonObject("driver");
    assertThat(driver.fieldNames()).containsExactlyInAnyOrder("name", "version", "rules");
    assertThat(driver.getString("name")).isNotBlank();
    assertThat(ids()).containsExactly("same-labels", "unset-variable");
  }

  @Test
  void everyResultHasAMessageALevelARuleAndAPlaceInAUriReference() {
    var results = log.getJsonArray("runs").getJsonObject(0).getJsonArray("results");
    assertThat(results).hasSize(3);
    for (var i = 0; i < results.size(); i++) {
      var result = results.getJsonObject(i);
      assertThat(result.fieldNames())
          .containsExactlyInAnyOrder("ruleId", "level", "message", "locations");
      assertThat(Set.copyOf(ids())).contains(result.getString("ruleId"));
      assertThat(result.getString("level")).isIn("none", "note", "warning", "error");
      assertThat(result.getJsonObject("message").getString("text")).isNotBlank();
      assertThat(result.getJsonArray("locations")).hasSize(1);
      var place = result.getJsonArray("locations").getJsonObject(0);
      assertThat(place.fieldNames()).containsExactly("physicalLocation");
      var physical = place.getJsonObject("physicalLocation");
      assertThat(physical.getJsonObject("region").getInteger("startLine")).isPositive();
      var uri = physical.getJsonObject("artifactLocation").getString("uri");
      assertThat(URI.create(uri).toASCIIString()).isEqualTo(uri);
    }
  }

  @Test
  void aPathIsWrittenSoThatAViewerFindsIt() {
    var results = log.getJsonArray("runs").getJsonObject(0).getJsonArray("results");
    assertThat(
            results.stream()
                .map(
                    each ->
                        ((JsonObject) each)
                            .getJsonArray("locations")
                            .getJsonObject(0)
                            .getJsonObject("physicalLocation")
                            .getJsonObject("artifactLocation")
                            .getString("uri")))
        .containsExactly(
            "eqsin%20prod/prometheus.yml",
            "http://prometheus5001:9090/ops", "Gr%C3%B6%C3%9Fe%231.yml");
  }

  private List<String> ids() {
    return log
        .getJsonArray("runs")
        .getJsonObject(0)
        .getJsonObject("tool")
        .getJsonObject("driver")
        .getJsonArray("rules")
        .stream()
        .map(each -> ((JsonObject) each).getString("id"))
        .collect(Collectors.toList());
  }
}
