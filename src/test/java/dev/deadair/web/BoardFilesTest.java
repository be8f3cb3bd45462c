package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoardFilesTest {
  private static final Path FOLDER = Path.of("src/main/resources/board");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private static Served served;

  @BeforeAll
  static void serve() {
    served = new Served();
  }

  @AfterAll
  static void stop() throws IOException {
    served.close();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsServedAsWhatItIs(Path file) throws Exception {
    var name = file.getFileName().toString();

    var response = served.get(name.equals("index.html") ? "/" : "/" + name);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(Files.readString(file));
    assertThat(response.headers().firstValue("Content-Type"))
        .contains(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
  }

  @Test
  void thePageMayRunNothingButItsOwnFilesAndBeFramedNowhere() throws Exception {
    var headers = served.get("/").headers();

    assertThat(headers.firstValue("Content-Security-Policy"))
        .contains(
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
  }

  @Test
  void aBrowserThatHasAFileIsToldSoAndAsksAgainNextTime() throws Exception {
    var first = served.get("/board.css").headers();
    var tag = first.firstValue("ETag").orElseThrow();

    var again = served.get("/board.css", "If-None-Match", tag);

    assertThat(first.firstValue("Cache-Control")).contains("no-cache");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  /** The other half of the policy: what others wrote enters the page as text nodes alone. */
  @ParameterizedTest
  @MethodSource("files")
  void noFileTurnsTextIntoMarkupOrReachesElsewhere(Path file) throws Exception {
    var text = Files.readString(file).replace("http://www.w3.org/2000/svg", "");

    assertThat(text)
        .doesNotContainPattern(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|createContextualFragment"
                + "|srcdoc|DOMParser|setHTML|\\beval\\b|new Function|\\son[a-z]+=|style=|<style")
        .doesNotContainPattern(Pattern.compile("https?://[a-z]|url\\(", Pattern.CASE_INSENSITIVE))
        .doesNotContainPattern("<script(?! type=\"module\" src=)");
  }

  /** Those of the board; what lies behind it comes when it is asked for. */
  @Test
  void thePageNamesEveryModuleOfTheBoardSoThatNoneIsFoundLate() throws Exception {
    var page = Files.readString(FOLDER.resolve("index.html"));
    var modules = new TreeSet<String>();
    gather("board.js", modules);

    assertThat(modules)
        .contains("strips.js")
        .doesNotContain("chart.js")
        .allSatisfy(
            name -> assertThat(page).contains("<link rel=\"modulepreload\" href=\"" + name));
  }

  private static void gather(String name, Set<String> into) throws IOException {
    if (into.add(name)) {
      var imports =
          Pattern.compile("(?m)^import (?:[^'(]*from )?'\\./([^']+)';$")
              .matcher(Files.readString(FOLDER.resolve(name)));
      while (imports.find()) {
        gather(imports.group(1), into);
      }
    }
  }

  @Test
  void theWholeBoardIsSmall() throws Exception {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      for (var file : files()) {
        Files.copy(file, gzip);
      }
    }

    assertThat(compressed.size()).isLessThan(40_000);
  }

  static List<Path> files() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.toList();
    }
  }
}
