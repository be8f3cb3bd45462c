package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Drill;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.alert.RouteFault;
import dev.deadair.alert.RouteReview;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.SiteId;
import dev.deadair.probe.MachineClock;
import dev.deadair.turn.Command;
import dev.deadair.turn.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The manual's reference of metrics is what is exposed, and no other metric of ours is spoken of.
 * {@code mvn test -Dtest=MetricsManualTest -Dupdate-manual=true} writes what is exposed now.
 */
class MetricsManualTest {
  private static final Path PAGE = Path.of("src/site/markdown/metrics.md");
  private static final String HEAD = "| metric | type | labels | what it is |\n|---|---|---|---|\n";
  private static final Pattern HELP = Pattern.compile("(?m)^# HELP (deadair_\\w+) (.*)$");
  private static final Receiver PAGERDUTY =
      new Receiver(
          "pagerduty",
          Receiver.Nature.Edge.DEFAULT,
          Severity.CRITICAL,
          List.of("events"),
          Map.of());
  private static final Pattern SPOKEN_OF = Pattern.compile("\\bdeadair_[a-z_]+\\b");

  @Test
  void thePageOfMetricsIsWhatIsExposed() throws Exception {
    var text = Files.readString(PAGE);
    var table = table(exposition());
    var head = text.substring(0, text.indexOf(HEAD));

    if (Boolean.getBoolean("update-manual")) {
      Files.writeString(PAGE, head + HEAD + table);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(head + HEAD + table);
  }

  @Test
  void noMetricIsSpokenOfThatDoesNotExist() throws Exception {
    var exposition = exposition();
    for (var file : spokenIn()) {
      for (var name : SPOKEN_OF.matcher(Files.readString(file)).results().toList()) {
        assertThat(exposition.contains(name.group())).as("%s in %s", name.group(), file).isTrue();
      }
    }
  }

  private static List<Path> spokenIn() throws IOException {
    var files = new ArrayList<Path>();
    files.add(Path.of("README.md"));
    files.add(Path.of("deploy/prometheus/deadair-rules.yml"));
    try (var manual = Files.list(Path.of("src/site/markdown"))) {
      manual.forEach(files::add);
    }
    return files;
  }

  private static String exposition() throws Exception {
    try (var served = Served.showing(ApiTest.made())) {
      served.meters.requested("/metrics", Duration.ofMillis(30));
      served.meters.looked("answered");
      served.meters.paged("pagerduty", "first", "accepted");
      served.meters.pinged("sent");
      return served.get("/metrics").body() + shownAfterADrill();
    }
  }

  /** Series that come with the first drill, and with the first look at the routes. */
  private static String shownAfterADrill() {
    var board = new Board();
    var turning = new Turning(board, PAGERDUTY);
    var fault =
        new RouteFault(
            RouteFault.Kind.UNPAGED,
            true,
            "alertmanager",
            List.of("http://am1:9093"),
            Optional.of(new SiteId("eqsin")),
            List.of("PrometheusSiteAbsent"),
            "every critical alert",
            "pages nobody");
    var now = new MachineClock().get();
    turning.take(new Fact.RoutesReviewed(new RouteReview(List.of(fault), Optional.of(now))));
    var wanted = new Drill.Wanted("4f21", PAGERDUTY.name(), Severity.CRITICAL, "jo");
    turning.take(new Fact.Commanded(new Command.Try(wanted)));
    turning.take(
        new Fact.Delivered(
            new Report(
                board.view().incidents().keySet().iterator().next(),
                1,
                new Route(PAGERDUTY.name(), PAGERDUTY.members().getFirst()),
                Reason.FIRST,
                now,
                new Outcome.Accepted(202))));
    return ViewMetrics.of(board.view());
  }

  /** A label that is told nowhere would be found out by nobody. */
  @Test
  void everyMetricWasSeenWithASeries() throws Exception {
    var exposition = exposition();
    var bare =
        HELP.matcher(exposition)
            .results()
            .map(help -> help.group(1))
            .filter(
                name ->
                    !Pattern.compile("(?m)^" + name + "(?:_count)?[ {]").matcher(exposition).find())
            .filter(name -> !name.equals("deadair_journal_set_aside_timestamp_seconds"))
            .toList();

    assertThat(bare).isEmpty();
  }

  private static String table(String exposition) {
    var rows = new TreeMap<String, String>();
    for (var help : HELP.matcher(exposition).results().toList()) {
      var name = help.group(1);
      var type = Pattern.compile("(?m)^# TYPE " + name + " (\\w+)$").matcher(exposition);
      assertThat(type.find()).as(name).isTrue();
      rows.put(
          name,
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  name, type.group(1), String.join(" ", labels(exposition, name)), help.group(2)));
    }
    return String.join("", rows.values());
  }

  private static Set<String> labels(String exposition, String name) {
    var labels = new TreeSet<String>();
    Pattern.compile("(?m)^" + name + "(?:_count)?\\{(.*)\\} ")
        .matcher(exposition)
        .results()
        .flatMap(each -> Pattern.compile("(\\w+)=\"").matcher(each.group(1)).results())
        .forEach(each -> labels.add("`" + each.group(1) + "`"));
    return labels;
  }
}
