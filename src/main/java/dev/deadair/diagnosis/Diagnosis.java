package dev.deadair.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known to be wrong with one server.
 *
 * @param marks what is remembered, by kind
 * @param findings what people are told, in the order of the codes
 */
public record Diagnosis(Map<Code, Mark> marks, List<Finding> findings, Known known) {

  static final Diagnosis NOTHING = new Diagnosis(Map.of(), List.of(), Known.NOTHING);

  /** Every rule about a single server. */
  static final List<Rule> OF_LOOKS =
      List.of(
          new CrashLooping(),
          new Replays(Code.REPLAYING),
          new Replays(Code.REPLAY_STUCK),
          new ShutdownHangs(),
          new Hung(),
          new WalWritesFailing(),
          new WillNotSurviveRestart(),
          Rising.BLOCK_RELOAD_FAILED,
          AfterStart.WAL_REPAIRED,
          AfterStart.MMAP_CHUNKS_CORRUPT,
          new HistoryLost(),
          new Clocks(Code.HEAD_IN_FUTURE),
          new Clocks(Code.CLOCK_SKEW),
          Rising.OUT_OF_BOUNDS,
          new WithoutSamples(Code.NO_TARGETS),
          new WithoutSamples(Code.IDLE),
          new ReloadFailed(),
          new WindowTooShort(),
          new RemoteBehind(),
          new ReloadWaits(),
          new RulesStalled(),
          Rising.NOTIFICATIONS_DROPPED,
          new AlertPathBroken(),
          new LabelsInvalid(),
          new WrongServer());

  /** Those, and what logs tell. */
  static final List<Rule> RULES = Stream.of(OF_LOOKS, LogSays.RULES).flatMap(List::stream).toList();

  public Diagnosis {
    var copy = new EnumMap<Code, Mark>(Code.class);
    copy.putAll(marks);
    marks = Collections.unmodifiableMap(copy);
    findings = List.copyOf(findings);
  }

  /** What an earlier run of ours knew; what people are told of it follows from the next look. */
  public static Diagnosis remembering(Map<Code, Mark> marks, Known known) {
    return new Diagnosis(marks, List.of(), known);
  }

  /** What is to be remembered of it. */
  public Diagnosis remembered() {
    return new Diagnosis(marks, List.of(), known.remembered());
  }

  /**
   * Whether anything is new since {@code before} that a crash of ours must not lose, beside counts.
   */
  boolean isNews(Diagnosis before) {
    return !before.marks.keySet().equals(marks.keySet())
        || !before.known.remembered().equals(known.remembered())
        || marks.entrySet().stream()
            .anyMatch(
                each -> {
                  var old = before.marks.get(each.getKey());
                  return old == null || old.confirmed() != each.getValue().confirmed();
                });
  }

  /** This diagnosis by a clock of ours that was set ahead so far; a server's is not. */
  Diagnosis stepped(Duration ahead) {
    var next = new EnumMap<Code, Mark>(Code.class);
    marks.forEach((code, mark) -> next.put(code, mark.stepped(ahead)));
    return new Diagnosis(next, findings.stream().map(it -> it.stepped(ahead)).toList(), known);
  }

  /** This diagnosis after lines of the server's log; the same object where they tell nothing. */
  Diagnosis heard(List<String> lines, Instant now) {
    var next = new EnumMap<Code, Mark>(Code.class);
    next.putAll(marks);
    lines.forEach(
        line -> LogSays.heard(line, next, now).ifPresent(e -> next.put(e.getKey(), e.getValue())));
    if (next.equals(marks)) {
      return this;
    }
    var found = new ArrayList<>(findings);
    next.values().stream()
        .flatMap(mark -> LogSays.finding(mark).stream())
        .forEach(
            finding -> {
              found.removeIf(each -> each.code() == finding.code());
              found.add(finding);
            });
    return new Diagnosis(next, found, known);
  }

  /** This diagnosis after one more look; the same object where it changes nothing. */
  Diagnosis after(Visit visit) {
    var next = new EnumMap<Code, Mark>(Code.class);
    var found = new ArrayList<Finding>();
    for (var rule : RULES) {
      var mark = rule.after(Optional.ofNullable(marks.get(rule.code())), visit);
      mark.ifPresent(each -> next.put(rule.code(), each));
      mark.flatMap(each -> rule.finding(each, visit)).ifPresent(found::add);
    }
    var seen = known.after(visit);
    return next.equals(marks) && found.equals(findings) && seen.equals(known)
        ? this
        : new Diagnosis(next, found, seen);
  }
}
