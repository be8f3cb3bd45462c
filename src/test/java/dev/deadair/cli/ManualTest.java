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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
