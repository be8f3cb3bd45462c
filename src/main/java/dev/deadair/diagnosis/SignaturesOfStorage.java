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
      Make room on the disk of its data directory; it goes on by itself. Costs the samples until then. Neither restart nor query it before: a start fails on a full disk, and a query can kill it.
      """;

  private static final String HEAD =
      """
      Do not restart it before this is done.
      1. Let a replica that scrapes the same targets produce. Costs nothing.
      2. Ask for the smallest move that will let it start, and what that costs.
         DATA=/var/lib/prometheus/metrics2   # its --storage.tsdb.path
         deadair tsdb plan "$DATA"
      3. At a time of your choice stop it, carry the plan out, start it. Costs what the plan said, at most 3 h before the stop.
      """;

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
              Look whether the next compaction, two hours later, succeeds: it mostly heals by itself. Costs nothing. If not, deadair tsdb plan "$DATA" before any restart.
              """),
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
              Copy meta.json of that block from a replica's backup or an object store, or move the block aside. Costs what is in the block.
                 deadair tsdb verify "$DATA" --full
              """),
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
              See why, in its log and the kernel's. Costs nothing.
                 journalctl -k | grep -i oom; systemctl show prometheus -p TimeoutStopUSec
              """));

  private SignaturesOfStorage() {}
}
