package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.CRASH_LOOPING;
import static dev.deadair.diagnosis.Code.MMAP_CHUNKS_CORRUPT;
import static dev.deadair.diagnosis.Code.REPLAYING;
import static dev.deadair.diagnosis.Code.WAL_REPAIRED;

import dev.deadair.diagnosis.Code;
import dev.deadair.tsdb.FaultRow;
import dev.deadair.tsdb.Severity;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * A server that is started again on a damaged data directory, by an init system that never gives
 * up: what a copy of a live directory, a bad disk or a hasty hand has left.
 */
record StartRow(FaultRow fault) implements Row {
  private static final Set<FaultRow> OF_ITS_KIND =
      EnumSet.of(
          FaultRow.SEGMENT_MISSING_IN_THE_MIDDLE,
          FaultRow.CHECKPOINT_FLIPPED,
          FaultRow.CHUNKS_HEAD_GAP,
          FaultRow.CHUNKS_HEAD_FLIPPED,
          FaultRow.SEGMENT_FLIPPED_IN_THE_MIDDLE,
          FaultRow.BLOCK_WITHOUT_INDEX,
          FaultRow.BLOCK_WITHOUT_META);

  private static final Duration RESTART = Duration.ofMillis(100);

  @Override
  public String name() {
    return fault.name();
  }

  @Override
  public boolean isOneOfItsKind() {
    return OF_ITS_KIND.contains(fault);
  }

  @Override
  public Shows shows(String version) {
    return (switch (fault) {
          // The failed repair of the first start deletes the log, so that the second succeeds.
          case CHECKPOINT_FLIPPED -> Shows.of("producing", WAL_REPAIRED);
          case CHUNKS_HEAD_FLIPPED, CHUNKS_HEAD_TRUNCATED, CHUNKS_HEAD_SWAPPED ->
              Shows.of("producing", MMAP_CHUNKS_CORRUPT);
          default ->
              switch (fault.severity) {
                case FATAL_ON_START -> Shows.of("crash-looping", CRASH_LOOPING);
                case LOSES_DATA_ON_START -> Shows.of("producing", WAL_REPAIRED);
                case SILENT_LOSS, FINE -> Shows.of("producing");
              };
        })
        .passing(passing());
  }

  /** 3.x counts a repair that fails, which a look may meet. */
  private Code[] passing() {
    return fault.severity == Severity.FATAL_ON_START
        ? new Code[] {REPLAYING, WAL_REPAIRED}
        : new Code[] {REPLAYING};
  }

  @Override
  public void prepare(Scene scene) {
    scene.server.flags(Scene.LONG_BLOCKS);
  }

  @Override
  public void befall(Scene scene) throws Exception {
    scene.server.kill();
    try (var copy = Made.of(scene.version).copy()) {
      fault.damage(copy.dir());
      scene.server.replaceData(copy.dir());
    }
    scene.init.restarting(RESTART);
  }

  @Override
  public String toString() {
    return fault.name();
  }
}
