package dev.deadair.diagnosis;

import static dev.deadair.diagnosis.Code.BLOCKS_OVERLAP;
import static dev.deadair.diagnosis.Code.BLOCK_SKIPPED;
import static dev.deadair.diagnosis.Code.COMPACTION_FAILING;
import static dev.deadair.diagnosis.Code.DISK_FULL;
import static dev.deadair.diagnosis.Code.HEAD_CHUNKS_DROPPED;
import static dev.deadair.diagnosis.Code.SEGMENTS_DELETED;
import static dev.deadair.diagnosis.Code.SERIES_UNKNOWN;
import static dev.deadair.diagnosis.Code.UNCLEAN_STOP;

import java.util.List;

/** What is wrong with the storage of a server that runs. */
final class SignaturesOfStorage {

  private static final String SPACE =
      """
      Neither restart nor query it before this is done: a start fails on a full disk, and a query can kill it.
      1. See how full the disk is. Costs nothing.
      %s\
      2. Make room: enlarge it, or move away what is not Prometheus'. It goes on by itself. Costs the samples until then.
      """
          .formatted(Remedy.ROOM);

  private static final String HEAD =
      """
      Do not restart it before this is done.
      1. Let a replica that scrapes the same targets produce. Costs nothing.
      2. At a time of your choice restart it without the damaged files. Costs what the plan says, at most 3 h before the stop.
      %s\
      3. It does not start, or there is no deadair on that machine: without all that is in no block yet. Costs up to 3 h before the stop.
      %s\
      """
          .formatted(Remedy.restartByPlan(), Remedy.restartWithoutHead());

  private static final String REPLICA =
      """
      What is lost is lost here: query a replica for that time. Costs nothing.
      """;

  static final List<Signature> ALL =
      List.of(
          Signature.of(
              DISK_FULL,
              "(Scrape commit failed|compaction failed|Error stopping storage"
                  + "|Rule sample appending failed).*no space left on device",
              "cannot write: its disk is full",
              SPACE),
          Signature.of(
              COMPACTION_FAILING,
              "compaction failed.*segments are not sequential",
              "cannot compact its head, for its write-ahead log has a gap: its next start will"
                  + " fail",
              HEAD),
          Signature.of(
              COMPACTION_FAILING,
              "compaction failed.*corruption in segment",
              "cannot compact its head, for its write-ahead log is damaged: its next start will"
                  + " drop what lies behind the damage",
              HEAD),
          Signature.of(
              COMPACTION_FAILING,
              "compaction failed.*chunks_head.*no such file",
              "could not compact its head, for a file of its chunks_head was gone",
              """
              1. See whether the next compaction, two hours later, succeeds: it mostly heals by itself. Costs nothing.
                 journalctl -u prometheus | grep -iE 'compaction failed|write block|WAL checkpoint complete' | tail -n 3
              2. It does not: restart it without the damaged files. Costs what the plan says.
              %s\
              """
                  .formatted(Remedy.restartByPlan())),
          Signature.of(
              SEGMENTS_DELETED,
              "Deleting all segments newer than corrupted segment",
              "met damage in its write-ahead log when it started, and deleted all of it behind"
                  + " that",
              REPLICA),
          Signature.of(
              BLOCK_SKIPPED,
              "Failed to read meta\\.json for a block",
              "passes over a block whose meta.json is missing or unreadable: its two hours or more"
                  + " are in no query",
              """
              1. See which block, and what of it is there. Costs nothing.
              %s\
                 deadair tsdb verify "$DATA" --full
                 ls -l "$DATA"/*/meta.json
              2. Copy its meta.json from a backup or an object store: it is loaded within a minute. Costs nothing. Without one, what is in the block is lost here.
              """
                  .formatted(Remedy.DATA)),
          Signature.of(
              BLOCKS_OVERLAP,
              "Overlapping blocks found",
              "has blocks that overlap, as after a copy of blocks into another directory",
              """
              Nothing, where that was wanted: they are merged. Costs nothing. With a Thanos sidecar, see that nobody else uploads under the same labels.
              """),
          Signature.of(
              HEAD_CHUNKS_DROPPED,
              "Loading on-disk chunks failed",
              "met damaged head chunks when it started, and dropped them",
              """
              Nothing where its write-ahead log was whole: the samples come from there. Costs nothing then. Check the disk's health.
              """),
          Signature.of(
              SERIES_UNKNOWN,
              "Unknown series references",
              "left samples out of its replay, for nothing names their series: its checkpoint has"
                  + " lost content",
              REPLICA),
          Signature.of(
              UNCLEAN_STOP,
              "A lockfile from a previous execution already existed",
              "was not stopped in order before its last start",
              """
              1. See why, in the kernel's log and in how long it is given to stop. Costs nothing.
                 journalctl -k | grep -iE 'out of memory|oom-kill' | tail -n 3
                 systemctl show prometheus -p TimeoutStopUSec
              """));

  private SignaturesOfStorage() {}
}
