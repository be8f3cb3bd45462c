package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.demo.PagerDutyEvent.Resolve;
import dev.deadair.demo.PagerDutyEvent.Trigger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTextTest {
  private static final Instant AT = Instant.parse("2023-05-05T00:27:16.400Z");
  private static final String SUMMARY = "Site eqsin has produced no data since 00:27";

  @Test
  void aPageSaysWhatSinceWhenHowWeKnowAndWhereToLook() {
    var details =
        new JsonObject()
            .put("since", "2023-05-05T00:27:00.100Z")
            .put("last_data", "2023-05-05T00:27:00.100Z")
            .put(
                "description",
                """
                Last sample: then.
                - default/a down since then: refused
                - default/b down
                Board: there\
                """);
    var links =
        new JsonArray()
            .add(new JsonObject().put("href", "https://wiki.example/").put("text", "Runbook"))
            .add(new JsonObject().put("href", "http://127.0.0.1:9595/").put("text", "Board"));

    assertThat(PageText.of(trigger(details, links)))
        .isEqualTo(
            """

              PAGE  critical  2023-05-05 00:27:16 UTC
              ----------------------------------------------------------------------------
              Site eqsin has produced no data since 00:27

              since        2023-05-05 00:27:00 UTC, 16 s before this page
              last sample  2023-05-05 00:27:00 UTC, 16 s before this page
              replicas     default/a down since then: refused
                           default/b down
              links        Runbook   https://wiki.example/
                           Board     http://127.0.0.1:9595/
              ----------------------------------------------------------------------------
            """);
  }

  @Test
  void whatAPageDoesNotSayIsLeftOut() {
    assertThat(PageText.of(trigger(new JsonObject(), new JsonArray())))
        .contains(SUMMARY)
        .doesNotContain("last sample", "replicas", "links");
  }

  @Test
  void aResolvedPageSaysForHowLongItWasOpen() {
    var trigger = trigger(new JsonObject(), new JsonArray());
    var resolve = new Resolve(AT.plusSeconds(21), "key", "dark", "{}");
    var incident = new PagerDutyIncident(trigger, List.of(trigger, resolve));

    assertThat(PageText.ofResolved(incident, resolve.at()))
        .isEqualTo(
            """

              RESOLVED  2023-05-05 00:27:37 UTC, 21 s after the page: eqsin produces data again
            """);
  }

  private static Trigger trigger(JsonObject details, JsonArray links) {
    var body =
        new JsonObject()
            .put("payload", new JsonObject().put("custom_details", details))
            .put("links", links);
    return new Trigger(AT, "key", "dark", SUMMARY, "eqsin", "critical", body.toString());
  }
}
