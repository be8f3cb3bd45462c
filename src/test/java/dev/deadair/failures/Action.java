package dev.deadair.failures;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a finding tells people to do: numbered steps, each with words and with commands, which stand
 * on lines that begin with three spaces.
 */
record Action(List<Step> steps) {
  private static final String COMMAND = "   ";

  /** One numbered step. */
  record Step(String words, List<String> commands) {
    boolean mayStart() {
      return commands.stream().anyMatch(each -> each.matches("systemctl (re)?start .*"));
    }

    /** Whether it lets one go on that stands still. */
    boolean mayThaw() {
      return commands.stream().anyMatch(each -> each.startsWith("pkill -CONT"));
    }

    /** Whether it takes for granted that people have done something: it starts, or loads anew. */
    boolean wantsItMended() {
      return mayStart() || commands.stream().anyMatch(each -> each.contains("systemctl reload"));
    }

    /** What it sets for later steps. */
    private List<String> settings() {
      return commands.stream().filter(each -> each.matches("[A-Z]+=.*")).toList();
    }

    String script() {
      return commands.stream().map(each -> each + "\n").collect(Collectors.joining());
    }
  }

  /** Reads the text of a finding's action; what stands before the first number is no step. */
  static Action of(String text) {
    var steps = new ArrayList<Step>();
    var settings = new ArrayList<String>();
    for (var part : text.split("(?m)^(?=[0-9]+\\. )", -1)) {
      if (!part.matches("(?s)[0-9]+\\. .*")) {
        continue;
      }
      var commands = new ArrayList<>(settings);
      part.lines()
          .filter(each -> each.startsWith(COMMAND))
          .map(String::strip)
          .forEach(commands::add);
      var words =
          part.lines().filter(each -> !each.startsWith(COMMAND)).collect(Collectors.joining("\n"));
      var step = new Step(words, List.copyOf(commands));
      step.settings().stream().filter(each -> !settings.contains(each)).forEach(settings::add);
      steps.add(step);
    }
    return new Action(List.copyOf(steps));
  }
}
