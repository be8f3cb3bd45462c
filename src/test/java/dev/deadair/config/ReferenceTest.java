package dev.deadair.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.config.Settings.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code reference.conf} documents every key there is, and no other. */
class ReferenceTest {
  private static final Path REFERENCE = Path.of("src/main/resources/reference.conf");
  private static final Pattern KEY_WITHOUT_DEFAULT = Pattern.compile("(\\s*)#(\\S.*)");
  private static final Pattern KNOWN = Pattern.compile("is unknown; use (.*), or leave it out");

  static IntStream linesWithoutDefault() throws IOException {
    var lines = Files.readAllLines(REFERENCE);
    return IntStream.range(0, lines.size())
        .filter(i -> KEY_WITHOUT_DEFAULT.matcher(lines.get(i)).matches());
  }

  @ParameterizedTest
  @MethodSource("linesWithoutDefault")
  void everyKeyInItIsUnderstood(int line, @TempDir Path folder) throws IOException {
    var lines = Files.readAllLines(REFERENCE);
    lines.set(line, KEY_WITHOUT_DEFAULT.matcher(lines.get(line)).replaceFirst("$1$2"));
    var file = Files.write(folder.resolve("deadair.conf"), lines);

    var problems = problems(Settings.load(file, Map.of(), Map.of()));

    // The files are not there, a site has either instances or groups, and a heartbeat wants a
    // token.
    assertThat(problems)
        .as(lines.get(line))
        .extracting(Problem::text)
        .allMatch(
            text ->
                text.endsWith("names a file that does not exist")
                    || text.endsWith("is let in by nobody; set web.receipt-token-file")
                    || text.endsWith("stands beside groups; move it into one of them"));
  }

  @Test
  void everyKeyThatIsUnderstoodIsInIt(@TempDir Path folder) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("deadair.conf"),
            """
            deadair {
              unheard-of = 1
              poll.unheard-of = 1
              sites.a {
                unheard-of = 1
                auth { unheard-of = 1, basic.unheard-of = 1, tls.unheard-of = 1 }
                groups.b { unheard-of = 1, instances = [{ url = "http://b", unheard-of = 1 }] }
              }
              receivers {
                alertmanager.unheard-of = 1
                pagerduty.unheard-of = 1
              }
              storage.unheard-of = 1
              web.unheard-of = 1
            }
            """);

    var keys =
        problems(Settings.load(file, Map.of(), Map.of())).stream()
            .map(Problem::text)
            .map(KNOWN::matcher)
            .flatMap(matcher -> matcher.find() ? Stream.of(matcher.group(1)) : Stream.empty())
            .flatMap(list -> Stream.of(list.split(", ")))
            .distinct()
            .toList();

    assertThat(keys).contains("interval", "routing-key-file", "ca-file", "listen-address", "name");
    assertThat(Files.readString(REFERENCE)).contains(keys);
  }

  @Test
  void theExampleIsFine() {
    var result = Settings.load(Path.of("config/deadair.conf"), Map.of(), Map.of());

    assertThat(result).isInstanceOf(Result.Loaded.class);
  }

  private static List<Problem> problems(Result result) {
    return switch (result) {
      case Result.Loaded _ -> List.of();
      case Result.Broken(var problems, _) -> problems;
      case Result.Unreadable(var file, var why) -> throw new AssertionError(file + " " + why);
    };
  }
}
