package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineApiTest {

  @AutoClose private final Served served = new Served();
  private final Turning turning = new Turning(served.board);

  @BeforeEach
  void turn() {
    served.taker = turning::take;
  }

  @Test
  void itSaysOfWhichGroupsNothingIsUsualAnyMore() throws Exception {
    var expected = new JsonArray().add(new JsonObject().put("site", "ulsfo").put("group", "ops"));

    for (var target : new String[] {"ulsfo", "ulsfo/ops"}) {
      var answer = reset("{\"target\": \"" + target + "\"}");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(new JsonObject(answer.body()).getJsonArray("data")).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"target": "ulsfo/ops/twin"} | known of groups: name ulsfo/ops or its site
          {"target": "codfw"} | no site, group or instance is named
          {"target": ""} | must be a text
          {"site": "ulsfo"} | is unknown; use [target]
          {} | must be a text
          """)
  void whatNamesNoGroupIsRefusedInWords(String body, String words) throws Exception {
    var answer = reset(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("error")).contains(words);
  }

  private HttpResponse<String> reset(String body) throws Exception {
    return served.send("POST", "/api/v1/baseline/reset", body, "Content-Type", "application/json");
  }
}
