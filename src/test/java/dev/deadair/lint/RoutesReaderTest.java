package dev.deadair.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Routes.Integration;
import dev.deadair.lint.RoutesReader.Result;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesReaderTest {

  @Test
  void readsWhatReceiversAreMadeOf() {
    var routes =
        TreeFile.routes(
            """
            route: {receiver: a, group_wait: 1h30m, repeat_interval: 1d}
            receivers:
              - name: a
                pagerduty_configs: [{routing_key: x}, {routing_key: y, send_resolved: no}]
                slack_configs: [{channel: z}]
            """);

    var found = routes.destinations(Map.of()).getFirst();

    assertThat(found.contact().integrations())
        .containsExactly(
            new Integration("pagerduty", true),
            new Integration("pagerduty", false),
            new Integration("slack", false));
    assertThat(found.timing().groupWait()).contains(Duration.ofMinutes(90));
    assertThat(found.timing().repeatInterval()).contains(Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "receivers: []                                | 1 | has no route",
        "route: [a]                                   | 1 | should have keys and values",
        "route: {receiver: a, group_wait: soon}       | 1 | 'soon' is no duration",
        "route: {receiver: a, continue: perhaps}      | 1 | should be true or false",
        "route: {receiver: a, matchers: ['a=~\"(\"']} | 1 | '(' is no regular expression: Unclosed"
            + " group",
        "route: {receiver: [                          | 1 | is no YAML",
      })
  void saysWhereItDoesNotUnderstand(String yaml, int line, String why) {
    assertThat(RoutesReader.configuration(yaml))
        .isInstanceOfSatisfying(
            Result.NotRead.class,
            it -> {
              assertThat(it.line()).isEqualTo(line);
              assertThat(it.why()).startsWith(why);
            });
  }

  /** A document that contains itself must not be walked for ever. */
  @Test
  void endsWhereADocumentDoesNot() {
    assertThat(RoutesReader.configuration("route: &a {receiver: x, routes: [*a]}"))
        .isInstanceOf(Result.NotRead.class);
  }

  @Test
  void whatIsNoStatusIsNotRead() {
    assertThat(RoutesReader.status("{\"status\":\"success\"}"))
        .isEqualTo(new Result.NotRead(1, "shows no configuration: no Alertmanager's status"));
    assertThat(RoutesReader.status("<html>")).isInstanceOf(Result.NotRead.class);
  }
}
