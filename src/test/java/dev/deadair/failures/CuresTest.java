package dev.deadair.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.diagnosis.Catalogue;
import dev.deadair.diagnosis.Catalogue.Told;
import dev.deadair.diagnosis.Code;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that people can be told to do is left untried: {@link ActionIT} does the cures. */
class CuresTest {
  private static final List<Cure> ALL =
      Stream.of(Cures.OF_LOOKS, Cures.OF_LOGS, Cures.OF_DISKS).flatMap(List::stream).toList();

  /** What has commands in it has them on lines of their own. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\b(curl|deadair (tsdb|check)|journalctl|systemctl|promtool|chronyc|fuser|mv|chown) ");

  @Test
  void everyKindOfFindingThatLooksBringHasItsCure() {
    var cured =
        ALL.stream()
            .filter(each -> each.line().isEmpty())
            .map(Cure::code)
            .collect(Collectors.toSet());
    cured.add(Code.REPLAYING); // there is nothing to do but wait, says ActionIT

    assertThat(cured).isEqualTo(Catalogue.ofLooks());
  }

  @Test
  void everyTextWithCommandsThatLinesOfALogBringHasItsCure() {
    var cured =
        ALL.stream()
            .flatMap(each -> each.line().stream())
            .map(CuresTest::told)
            .map(Told::action)
            .collect(Collectors.toSet());

    assertThat(Catalogue.ofLogs())
        .filteredOn(each -> !Cure.commands(each.action()).isEmpty())
        .filteredOn(each -> !cured.contains(each.action()))
        .isEmpty();
  }

  @Test
  void whatIsToBeDoneStandsInStepsAndNoCommandStandsBetweenWords() {
    assertThat(Catalogue.ofLogs())
        .allSatisfy(
            each -> {
              var steps = Action.of(each.action()).steps();
              var commands = Cure.commands(each.action());
              assertThat(steps.isEmpty()).isEqualTo(commands.isEmpty());
              assertThat(each.action().lines().filter(line -> !line.startsWith("   ")))
                  .noneMatch(line -> COMMAND.matcher(line).find());
            });
  }

  @Test
  void whatACommandNeedsIsSetBeforeIt() {
    for (var told : Catalogue.ofLogs()) {
      for (var name : List.of("DATA", "SERVER")) {
        var used = told.action().indexOf("$" + name);
        var set = told.action().indexOf("   " + name + "=");
        assertThat(used < 0 || (set >= 0 && set < used)).as(told.toString()).isTrue();
      }
    }
  }

  /** Every cure of a line is that of one which can be told. */
  private static Told told(String summary) {
    Optional<Told> found =
        Catalogue.ofLogs().stream().filter(each -> each.summary().equals(summary)).findFirst();
    assertThat(found).as(summary).isPresent();
    return found.orElseThrow();
  }
}
