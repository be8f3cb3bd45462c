package dev.deadair.diagnosis;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Everything that people can be told to do, for the tests that do it. */
public final class Catalogue {

  private Catalogue() {}

  /** What is told of a server whose log has one kind of line. */
  public record Told(Code code, String summary, String action) {}

  /** The kinds of findings that looks alone can bring. */
  public static Set<Code> ofLooks() {
    var codes = EnumSet.noneOf(Code.class);
    Diagnosis.RULES.stream()
        .filter(each -> !(each instanceof LogSays))
        .map(Rule::code)
        .forEach(codes::add);
    return codes;
  }

  /** What log lines can bring, one for each signature. */
  public static List<Told> ofLogs() {
    return Signatures.ALL.stream()
        .map(each -> new Told(each.code(), each.summary(), each.action()))
        .toList();
  }
}
