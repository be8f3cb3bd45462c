package dev.deadair.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual's page of findings beside the rules that find them. */
class FindingsManualTest {
  private static final Path MANUAL = Path.of("src/site/markdown/findings.md");
  private static final Pattern SECTION = Pattern.compile("(?m)^## (\\S+)$");
  private static final Pattern BODY = Pattern.compile("(?ms)^## (\\S+)$(.*?)(?=^## |\\z)");

  @Test
  void everyFindingHasItsSectionInTheOrderOfTheCodes() throws IOException {
    var sections = SECTION.matcher(Files.readString(MANUAL)).results().map(each -> each.group(1));

    assertThat(sections.toList())
        .containsExactlyElementsOf(
            Diagnosis.RULES.stream().map(Rule::code).sorted().map(Code::word).toList());
  }

  @Test
  void everyCodeHasItsRule() {
    assertThat(Diagnosis.RULES.stream().map(Rule::code)).containsExactlyInAnyOrder(Code.values());
  }

  @Test
  void everySectionSaysHowWeKnowAndWhatToDo() throws IOException {
    var bodies = BODY.matcher(Files.readString(MANUAL)).results().map(MatchResult::group).toList();

    assertThat(bodies)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).contains("*How we know.*", "*What to do.*", "osts"));
  }
}
