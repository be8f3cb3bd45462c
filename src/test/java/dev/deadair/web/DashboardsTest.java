package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What dashboards and rules name, against what there is. */
class DashboardsTest {

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:deadair|jvm|process)_[a-z0-9_]+\\b(?!\")");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy/grafana/deadair-fleet.json",
        "deploy/grafana/deadair-daemon.json",
        "deploy/prometheus/deadair-rules.yml",
      })
  void everyMetricThatIsNamedExists(String file) throws Exception {
    var named = named(Files.readString(Path.of(file)));

    assertThat(named).hasSizeGreaterThan(5);
    assertThat(catalogue()).containsAll(named);
  }

  /** Whoever adds a metric of ours decides where people see it. */
  @Test
  void everyMetricOfOursIsSeenSomewhere() throws Exception {
    var seen = new HashSet<String>();
    for (var file : List.of("deadair-fleet.json", "deadair-daemon.json")) {
      seen.addAll(named(Files.readString(Path.of("deploy/grafana", file))));
    }

    assertThat(
            families().stream()
                .filter(name -> name.startsWith("deadair_") && !name.endsWith("_max"))
                .filter(name -> seen.stream().noneMatch(each -> each.startsWith(name))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deadair-fleet", "deadair-daemon"})
  void panelsHaveATitleAPlaceAndAnIdOfTheirOwn(String name) throws Exception {
    var dashboard = new JsonObject(Files.readString(Path.of("deploy/grafana", name + ".json")));
    var panels = dashboard.getJsonArray("panels").stream().map(JsonObject.class::cast).toList();
    var taken = new HashSet<String>();
    for (var panel : panels) {
      var place = panel.getJsonObject("gridPos");
      assertThat(panel.getString("title")).isNotBlank();
      assertThat(taken.add("id " + panel.getInteger("id"))).isTrue();
      for (var x = place.getInteger("x"); x < place.getInteger("x") + place.getInteger("w"); x++) {
        for (var y = place.getInteger("y");
            y < place.getInteger("y") + place.getInteger("h");
            y++) {
          assertThat(taken.add(x + " " + y))
              .as("%s at %d, %d", panel.getString("title"), x, y)
              .isTrue();
          assertThat(x).isLessThan(24);
        }
      }
    }

    assertThat(dashboard.getString("uid")).isEqualTo(name);
    assertThat(panels).hasSizeGreaterThan(10);
  }

  private static Set<String> named(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every series name that a scrape can bring. */
  private static Set<String> catalogue() throws IOException {
    // There from the first pause on, which a test of moments need not see.
    var names = new TreeSet<>(List.of("jvm_gc_pause_seconds_sum"));
    TYPE.matcher(exposition())
        .results()
        .forEach(
            match -> {
              names.add(match.group(1));
              if (!match.group(2).equals("gauge") && !match.group(2).equals("counter")) {
                List.of("_bucket", "_sum", "_count")
                    .forEach(suffix -> names.add(match.group(1) + suffix));
              }
            });
    return names;
  }

  private static Set<String> families() throws IOException {
    return TYPE.matcher(exposition())
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String exposition() {
    try (var meters = new Meters("1.2.3")) {
      meters.requested("/metrics", Duration.ofMillis(30));
      meters.looked("answered");
      meters.paged("pagerduty", "first", "accepted");
      meters.pinged("answered");
      return ViewMetrics.of(ApiTest.made())
          + meters.exposition("text/plain; version=0.0.4; charset=utf-8");
    }
  }
}
