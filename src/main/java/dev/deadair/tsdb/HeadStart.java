package dev.deadair.tsdb;

import static dev.deadair.tsdb.Severity.FATAL_ON_START;

import dev.deadair.tsdb.HeadReplay.AsServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The part of a start that is about the head: the logs and chunks_head. */
final class HeadStart {
  private final DataDir dir;
  private final Reading reading;
  private final HeadFiles files;
  private final List<Finding> findings = new ArrayList<>();

  private HeadStart(DataDir dir, Reading reading, HeadFiles files) {
    this.dir = dir;
    this.reading = reading;
    this.files = files;
  }

  static HeadStart of(DataDir dir, Reading reading) throws IOException {
    var head = new HeadStart(dir, reading, HeadFiles.of(dir, reading));
    new Logs(dir).check(head.findings::add);
    head.files.tell(head.findings::add);
    return head;
  }

  /** What names and first bytes show. */
  List<Finding> findings() {
    return findings;
  }

  HeadReplay replay() {
    return new HeadReplay(dir, files.usable(), reading);
  }

  /** A second one, which is nobody's progress. */
  HeadReplay replayAgain() {
    reading.countNoMore();
    return replay();
  }

  /** Whether the server gets over what names show, and over the replay. */
  boolean starts(AsServer replay) {
    return findings.stream().noneMatch(each -> each.severity() == FATAL_ON_START)
        && survives(replay);
  }

  /**
   * Whether it survives a damaged checkpoint. Its repair takes the number of the segment for one of
   * the log itself, deletes all after that, and goes on only if there is such a one.
   */
  boolean survives(AsServer replay) {
    var segments = dir.segments(DataDir.WAL);
    var next = segments.isEmpty() ? 0 : segments.getLast().number() + 1;
    return replay
        .checkpointFault()
        .map(fault -> Numbers.signed(fault.path().getFileName().toString()).orElseThrow())
        .map(k -> k == next || segments.stream().anyMatch(each -> each.number() == k))
        .orElse(true);
  }
}
