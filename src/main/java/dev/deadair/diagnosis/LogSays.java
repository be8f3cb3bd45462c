package dev.deadair.diagnosis;

import dev.deadair.liveness.Reading;
import dev.deadair.liveness.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What the log of a server told, where we can read it: the cause in its own words.
 *
 * @param stands whether it still holds, though no line said so anew
 */
record LogSays(Code code, BiPredicate<Mark, Visit> stands) implements Rule {

  /** As short as other blips: a single line warns nobody. */
  private static final Duration PASSING = Duration.ofSeconds(150);

  /** More than a cycle of compaction. */
  private static final Duration CYCLE = Duration.ofHours(3);

  static final List<Rule> RULES =
      List.of(
          new LogSays(Code.DOES_NOT_START, LogSays::isUnready),
          new LogSays(Code.NOT_PERMITTED, LogSays::isUnready),
          new LogSays(Code.BAD_CONFIGURATION, LogSays::isUnready),
          new LogSays(Code.SECOND_SERVER, within(PASSING)),
          new LogSays(Code.OUT_OF_MEMORY, within(CYCLE)),
          new LogSays(Code.DISK_FULL, within(Duration.ofMinutes(30))),
          new LogSays(Code.COMPACTION_FAILING, within(CYCLE)),
          new LogSays(Code.SEGMENTS_DELETED, within(CYCLE)),
          new LogSays(Code.BLOCK_SKIPPED, within(CYCLE)),
          new LogSays(Code.BLOCKS_OVERLAP, within(CYCLE)),
          new LogSays(Code.HEAD_CHUNKS_DROPPED, within(CYCLE)),
          new LogSays(Code.SERIES_UNKNOWN, within(CYCLE)),
          new LogSays(Code.UNCLEAN_STOP, within(CYCLE)),
          new LogSays(Code.RELOAD_REFUSED, LogSays::isOutdated),
          new LogSays(Code.SAMPLES_REFUSED, within(PASSING)),
          new LogSays(Code.TARGETS_REFUSED, within(PASSING)),
          new LogSays(Code.RULE_FAILING, within(PASSING)),
          new LogSays(Code.ALERTS_DROPPED, within(PASSING)),
          new LogSays(Code.REMOTE_FAILING, within(PASSING)));

  private static BiPredicate<Mark, Visit> within(Duration span) {
    return (mark, visit) -> Duration.between(mark.latest(), visit.at()).compareTo(span) <= 0;
  }

  /** Until a server that serves is read that was not there before. */
  private static boolean isUnready(Mark mark, Visit visit) {
    return !(visit.isReady() && isReadSince(mark, visit));
  }

  /** Until a reading says that the configuration is loaded. */
  private static boolean isOutdated(Mark mark, Visit visit) {
    return !(visit.isReady()
        && isReadSince(mark, visit)
        && visit.count(Signal.CONFIG_RELOADED) == 1);
  }

  private static boolean isReadSince(Mark mark, Visit visit) {
    return visit
        .reading()
        .map(Reading::at)
        .filter(at -> at.wall().isAfter(mark.latest()))
        .isPresent();
  }

  /**
   * What is remembered after a line, without its secrets; empty where it tells of something else.
   */
  static Optional<Map.Entry<Code, Mark>> heard(String line, Map<Code, Mark> marks, Instant now) {
    return Signatures.of(line)
        .map(Signature::code)
        .map(
            code -> {
              var before = marks.get(code);
              var mark = before == null ? Mark.at(now) : before;
              return Map.entry(code, mark.saying(Signatures.withoutLogin(line), now));
            });
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    return before.filter(mark -> stands.test(mark, visit));
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    return finding(mark);
  }

  /** What there is to say of a mark that a line left. */
  static Optional<Finding> finding(Mark mark) {
    return mark.line().flatMap(line -> Signatures.of(line).map(each -> finding(mark, line, each)));
  }

  private static Finding finding(Mark mark, String line, Signature signature) {
    var evidence = new ArrayList<String>();
    evidence.add("its log: " + Signatures.shown(line));
    evidence.addAll(Plain.rises(mark).toList());
    return new Finding(signature.code(), mark, signature.summary(), evidence, signature.action());
  }
}
