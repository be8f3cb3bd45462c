package dev.deadair.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/**
 * A server that replays its write-ahead log before it serves: how far it is, or that it is stuck.
 */
record Replays(Code code) implements Rule {

  /** A segment has 128 MiB at most, which the slowest disk reads in less. */
  private static final Duration STUCK = Duration.ofMinutes(5);

  private static final String WAIT =
      """
      Wait. A restart begins anew, and costs the time it has replayed for; the samples of that time are lost here.
      """;

  private static final String MEND =
      """
      1. See what it waits for: disk, memory, or a stopped process. Costs nothing.
         ps -o pid,stat,wchan,rss,etime -C prometheus
         journalctl -u prometheus -n 20; dmesg -T | tail -n 20
      2. State T: continue it. Costs nothing more.
         pkill -CONT -x prometheus
      3. It swaps: give it more memory and restart it. Costs the time of its replay.
      4. Else kill it, since one that replays does not hear a stop, and start it without the files that are in no block yet. Costs up to 3 h before the stop.
         systemctl stop --no-block prometheus
         systemctl kill -s KILL prometheus
      %s\
      """
          .formatted(Remedy.restartWithoutHead());

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    var stuck = code == Code.REPLAY_STUCK;
    return visit.standing(
        before, progress(visit).filter(each -> isStuck(each, visit) == stuck).isPresent());
  }

  private static Optional<Progress> progress(Visit visit) {
    return visit.answer().flatMap(_ -> Progress.after(visit.known().progress(), visit));
  }

  private static boolean isStuck(Progress progress, Visit visit) {
    return visit
        .answer()
        .filter(look -> progress.unchanged(look.at()).compareTo(STUCK) >= 0)
        .isPresent();
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    return progress(visit).map(each -> finding(mark, each, visit));
  }

  private Finding finding(Mark mark, Progress progress, Visit visit) {
    var evidence = new ArrayList<String>();
    evidence.add(
        "/api/v1/status/walreplay: "
            + progress.words()
            + ", since "
            + Plain.time(progress.moved().wall()));
    evidence.add("its process started at " + Plain.time(progress.life()));
    visit
        .instance()
        .lives()
        .replay()
        .ifPresent(took -> evidence.add("its last replay took " + Plain.span(took)));
    return code == Code.REPLAY_STUCK
        ? new Finding(code, mark, stuck(progress), evidence, MEND)
        : new Finding(code, mark, running(progress), evidence, WAIT);
  }

  private static String stuck(Progress progress) {
    return "its replay stands still at "
        + progress.words()
        + ", since "
        + Plain.time(progress.moved().wall());
  }

  private static String running(Progress progress) {
    return "replays its write-ahead log: "
        + progress.words()
        + progress.remaining().map(left -> ", about " + Plain.span(left) + " left").orElse("");
  }
}
