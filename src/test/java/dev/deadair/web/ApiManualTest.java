package dev.deadair.web;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The manual's reference of the API has every route, every field and every status, and no other.
 */
class ApiManualTest {
  private static final Path PAGE = Path.of("src/site/markdown/api.md");
  private static final Path CODE = Path.of("src/main/java/dev/deadair/web");
  private static final Path ANSWER = Path.of("src/test/resources/dev/deadair/web/status.json");

  private static final Pattern ROUTE =
      Pattern.compile("routes\\s*\\.(get|post|delete)\\(\\s*\"([^\"]+)\"");
  private static final Pattern FIELD = Pattern.compile("put\\(\\s*\"([A-Za-z]+)\"");
  private static final Pattern SHOWN = Pattern.compile("(?m)^\\| `(GET|POST|DELETE) (\\S+)` \\|");
  private static final Pattern TAKEN =
      Pattern.compile(
          "FIELDS =\\s*Set\\.of\\(([^)]*)\\)|(?:parameter|instant)\\(context, (\"\\w+\")");
  private static final Pattern NAME = Pattern.compile("`([a-z][A-Za-z]*)(?:=\\w*)?`");
  private static final Pattern STATUS = Pattern.compile("Answers\\.error\\(\\s*context,\\s*(\\d+)");

  @Test
  void everyRouteIsThereAndNoOther() throws IOException {
    var answered = new TreeSet<String>();
    find(ROUTE)
        .map(each -> each.group(1).toUpperCase(Locale.ROOT) + " " + inWords(each.group(2)))
        .forEach(answered::add);
    // The board's files are one.
    answered.add("GET /");

    var shown =
        SHOWN
            .matcher(Files.readString(PAGE))
            .results()
            .map(each -> each.group(1) + " " + each.group(2))
            .collect(toCollection(TreeSet::new));

    assertThat(answered).hasSizeGreaterThan(20);
    assertThat(shown).isEqualTo(answered);
  }

  @Test
  void everyFieldOfAnAnswerIsTold() throws IOException {
    var fields = fields(new JsonObject(Files.readString(ANSWER)).getJsonObject("data"));
    for (var file : Set.of("Json.java", "PastJson.java", "DrillJson.java", "StatusPage.java")) {
      FIELD
          .matcher(Files.readString(CODE.resolve(file)))
          .results()
          .forEach(each -> fields.add(each.group(1)));
    }

    assertThat(fields).hasSizeGreaterThan(90);
    assertThat(told()).containsAll(fields);
  }

  @Test
  void everyFieldOfAnOrderAndEveryParameterIsTold() throws IOException {
    var taken = new TreeSet<String>();
    find(TAKEN)
        .flatMap(each -> Stream.of(each.group().replaceFirst("^\\w+", "").split("[^A-Za-z]+", -1)))
        .filter(each -> !Set.of("Set", "of", "context").contains(each))
        .filter(each -> !each.isEmpty())
        .forEach(taken::add);

    assertThat(taken).contains("maxSeconds", "receiver");
    assertThat(told()).containsAll(taken);
  }

  @Test
  void everyStatusIsTold() throws IOException {
    var page = Files.readString(PAGE);

    assertThat(find(STATUS).map(each -> each.group(1)).distinct().toList())
        .hasSizeGreaterThan(6)
        .allSatisfy(status -> assertThat(page).contains(status));
  }

  private static String inWords(String path) {
    return path.replace("/badge/:name", "/badge/SITE.svg")
        .replace("/sites/:name", "/sites/SITE")
        .replace("/incidents/:name", "/incidents/ID")
        .replace(":site/:group/:instance", "SITE/GROUP/INSTANCE")
        .replace(":id", "ID");
  }

  private static Set<String> told() throws IOException {
    var names = new TreeSet<String>();
    var page = Files.readString(PAGE).replaceAll("([a-z])\\.([a-z])", "$1` `$2");
    NAME.matcher(page).results().forEach(each -> names.add(each.group(1)));
    return names;
  }

  private static Set<String> fields(Object value) {
    var names = new TreeSet<String>();
    switch (value) {
      case JsonObject object ->
          object.forEach(
              each -> {
                names.add(each.getKey());
                names.addAll(fields(each.getValue() == null ? "" : each.getValue()));
              });
      case JsonArray array -> array.forEach(each -> names.addAll(fields(each)));
      default -> {}
    }
    return names;
  }

  private static Stream<MatchResult> find(Pattern pattern) throws IOException {
    var found = Stream.<MatchResult>builder();
    try (var files = Files.list(CODE)) {
      for (var file : files.sorted().toList()) {
        pattern.matcher(Files.readString(file)).results().forEach(found);
      }
    }
    return found.build();
  }
}
