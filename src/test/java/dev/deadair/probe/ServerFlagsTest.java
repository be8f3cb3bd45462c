package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ServerFlagsTest {

  @Test
  void nothingIsKeptThatMayBeSecretOrThatNoTwoServersShare() {
    var told =
        new JsonObject()
            .put("storage.tsdb.retention.time", "15d")
            .put("web.external-url", "https://a.example/")
            .put("alertmanager.url", "http://me:word@there:9093/,http://you:word@other/")
            .put("upload.api-key", "word")
            .put("auth.PasswordHash", "word")
            .put("web.bearer-token", "word")
            .put("query.monkeys", "9")
            .put("a.number", 7);

    var flags = ServerFlags.of(told);

    assertThat(flags)
        .containsOnlyKeys("storage.tsdb.retention.time", "alertmanager.url", "query.monkeys")
        .containsEntry("alertmanager.url", "http://there:9093/,http://other/");
    assertThat(flags.toString()).doesNotContain("word");
  }

  @Test
  void neitherTheirNumberNorTheirLengthIsWithoutBound() {
    var told = new JsonObject();
    for (var i = 0; i < 1000; i++) {
      told.put("flag." + i, "x".repeat(1000));
    }
    told.put("y".repeat(1000), "");

    var flags = ServerFlags.of(told);

    assertThat(flags).hasSize(200);
    assertThat(flags.values()).allMatch(each -> each.length() == 201);
  }
}
