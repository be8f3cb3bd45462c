package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manual shows is what the program takes: links, configurations, commands. */
class ManualTest {
  private static final Path MANUAL = Path.of("src/site/markdown");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w*)\n(.*?)^ *```");
  private static final Pattern SECRET = Pattern.compile("-file = (?:/etc/deadair/)?([\\w.-]+)");

  private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test=([\\w,#]+)");
  private static final Pattern FILE =
      Pattern.compile("`((?:src|deploy|charts|config|\\.ci)/[\\w./-]+)`");
  private static final Pattern IMAGE = Pattern.compile("ghcr\\.io/deadair/deadair:([\\w.-]+)");
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>deadair</artifactId>\\s*<version>([^<]+)<");
  private static final Pattern CHART =
      Pattern.compile("(?m)^(?:version|appVersion): \"?([^\"\n]+)\"?$");
  private static final Pattern UNIT = Pattern.compile("`((?:Type|WatchdogSec)=\\w+)`");

  /** Each with what it is given, in the manual of who made it; ours are taken by their parsers. */
  private static final Set<String> PROGRAMS_OF_OTHERS =
      Set.of(
          "apt",
          "cat",
          "curl",
          "docker",
          "editor",
          "find",
          "git",
          "helm",
          "java",
          "ls",
          "mvn",
          "rsync",
          "systemctl",
          "time");

  @TempDir private Path folder;

  static List<Path> pages() throws IOException {
    try (var manual = Files.list(MANUAL)) {
      return Stream.concat(
              manual,
              Stream.of("README.md", "CONTRIBUTING.md", "charts/deadair/README.md").map(Path::of))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    var text = Files.readString(page);
    var lost = new ArrayList<String>();
    for (var link : LINK.matcher(text).results().map(each -> each.group(1)).toList()) {
      if (link.contains("://")) {
        continue;
      }
      var parts = link.split("#", 2);
      var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
      if (!Files.exists(target)
          || (parts.length == 2 && !anchors(Files.readString(target)).contains(parts[1]))) {
        lost.add(link);
      }
    }

    assertThat(lost).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyConfigurationShownIsOneThatRuns(Path page) throws IOException {
    for (var shown : blocks(page, "hocon")) {
      var text = shown.startsWith("deadair") ? shown : completed(shown);
      for (var secret : SECRET.matcher(text).results().map(each -> each.group(1)).toList()) {
        Files.writeString(folder.resolve(secret), "0123456789abcdef0123456789abcdef\n");
      }
      var file = folder.resolve("deadair.conf");
      Files.writeString(file, text.replace("/etc/deadair/", ""));

      var said = new StringWriter();
      var exit =
          Main.commandLine(Map.of())
              .setOut(new PrintWriter(said))
              .setErr(new PrintWriter(said))
              .execute("check", "config", file.toString());

      assertThat(exit).as("%s\n%s", text, said).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandShownIsOneThatIsTaken(Path page) throws IOException {
    for (var command : commands(page)) {
      var words =
          command.replaceAll("\\s*[|>#&].*$", "").split("\\s+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
      var arguments = Stream.of(words).skip(1).map(each -> each.replace("\"", "")).toList();

      // A word that is not taken is an exception that names it.
      Main.commandLine(Map.of()).parseArgs(arguments.toArray(String[]::new));
    }
  }

  /** Who shows something else gives it a test first: each of these is run or compared by one. */
  @ParameterizedTest
  @MethodSource("pages")
  void everythingThatIsShownIsOfAKindThatIsTested(Path page) throws IOException {
    for (var block : BLOCK.matcher(Files.readString(page)).results().toList()) {
      switch (block.group(2)) {
        case "" ->
            assertThat(programs(block.group(3))).as(block.group(3)).isSubsetOf(PROGRAMS_OF_OTHERS);
        // What the program says of itself, the configuration of others, a page of others.
        case "text" -> assertThat(page).hasFileName("commands.md");
        case "yaml" ->
            assertThat(page).hasFileName(page.startsWith("charts") ? "README.md" : "operating.md");
        case "markdown" -> assertThat(page).hasFileName("board.md");
        default -> assertThat(block.group(2)).isIn("hocon", "scenario");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyTestThatIsToldToBeRunExists(Path page) throws IOException {
    for (var names : TESTS.matcher(Files.readString(page)).results().toList()) {
      for (var name : names.group(1).split(",", -1)) {
        assertThat(tests()).contains(name.replaceFirst("#.*", ""));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyFileOfOursThatIsNamedIsThere(Path page) throws IOException {
    for (var name : FILE.matcher(Files.readString(page)).results().toList()) {
      assertThat(Path.of(name.group(1))).exists();
    }
  }

  @Test
  void theReadmeLeadsToEveryPage() throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    try (var manual = Files.list(MANUAL)) {
      assertThat(manual).allSatisfy(page -> assertThat(readme).contains("](" + page));
    }
  }

  /** The image that is named is the one that is built. */
  @Test
  void oneVersionIsNamedEverywhere() throws IOException {
    var version = found(VERSION, Path.of("pom.xml")).getFirst();

    assertThat(found(CHART, Path.of("charts/deadair/Chart.yaml"))).containsOnly(version).hasSize(2);
    assertThat(found(IMAGE, Path.of("deploy/compose/compose.yaml"))).containsOnly(version);
    for (var page : pages()) {
      assertThat(found(IMAGE, page)).as(page.toString()).allMatch(version::equals);
    }
  }

  /** What the manual tells of the unit is what the unit says. */
  @Test
  void theUnitIsAsItIsTold() throws IOException {
    var unit = Files.readString(Path.of("deploy/systemd/deadair.service"));
    var told = found(UNIT, MANUAL.resolve("operating.md"));

    assertThat(told)
        .hasSizeGreaterThan(1)
        .allSatisfy(
            line -> assertThat(unit).contains("\n" + line.replaceFirst("(\\d)s$", "$1") + "\n"));
  }

  @Test
  void thereIsSomethingToTakeFromTheManual() throws IOException {
    var configurations = 0;
    var commands = 0;
    for (var page : pages()) {
      configurations += blocks(page, "hocon").size();
      commands += commands(page).size();
    }

    assertThat(configurations).isGreaterThan(4);
    assertThat(commands).isGreaterThan(15);
  }

  /** What the lines of a block call, without what follows a prompt's answer. */
  private static List<String> programs(String block) {
    var isTranscript = block.startsWith("$ ");
    return block
        .replace("\\\n", " ")
        .lines()
        .filter(line -> !isTranscript || line.startsWith("$ "))
        .map(line -> line.strip().replaceFirst("^\\$ ", "").replaceFirst("\\s.*", ""))
        .filter(word -> !word.isEmpty() && !word.startsWith("#"))
        .filter(word -> !word.equals("deadair") && !isOurs(word))
        .toList();
  }

  private static boolean isOurs(String word) {
    return word.equals("target/deadair/bin/deadair") || Files.isExecutable(Path.of(word));
  }

  private static Set<String> tests() throws IOException {
    try (var files = Files.walk(Path.of("src/test/java"))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
          .collect(Collectors.toSet());
    }
  }

  private static List<String> found(Pattern pattern, Path file) throws IOException {
    return pattern.matcher(Files.readString(file)).results().map(each -> each.group(1)).toList();
  }

  private static List<String> blocks(Path page, String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .filter(each -> each.group(2).equals(language))
        .map(each -> each.group(3))
        .toList();
  }

  /** A piece of a configuration that is shown without the rest, within a rest. */
  private static String completed(String piece) {
    return """
    deadair {
      receivers {
        alertmanager.urls = ["http://alertmanager:9093"]
        pagerduty.routing-key-file = pagerduty.key
      }
      %s
    }
    """
        .formatted(piece);
  }

  /** Lines of blocks without a language that begin with our own command. */
  private static List<String> commands(Path page) throws IOException {
    return blocks(page, "").stream()
        .flatMap(each -> each.replace("\\\n", " ").lines())
        .map(each -> each.strip().replaceFirst("^\\$ ", ""))
        .map(each -> each.replaceFirst("^target/deadair/bin/", ""))
        .filter(each -> each.startsWith("deadair "))
        .toList();
  }

  /** As the usual renderers of Markdown name headings. */
  private static List<String> anchors(String page) {
    return HEADING.matcher(page).results().map(ManualTest::anchor).toList();
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\- _]", "")
        .replace(' ', '-');
  }
}
