package dev.deadair.diagnosis;

import static dev.deadair.diagnosis.Code.BAD_CONFIGURATION;
import static dev.deadair.diagnosis.Code.DISK_FULL;
import static dev.deadair.diagnosis.Code.DOES_NOT_START;
import static dev.deadair.diagnosis.Code.NOT_PERMITTED;
import static dev.deadair.diagnosis.Code.OUT_OF_MEMORY;
import static dev.deadair.diagnosis.Code.SECOND_SERVER;

import java.util.List;

/** Why a server did not start. */
final class SignaturesOfStarts {

  /** 2.x writes this as an error without a message, 3.x as a fatal error. */
  private static final String STORAGE = "opening storage failed: ";

  private static final String PLAN =
      """
      1. Stop it: some starts delete more each time. Costs nothing, for it has no data.
         systemctl stop prometheus
      2. Ask for the smallest move that lets it start, and what that costs in samples.
         DATA=/var/lib/prometheus/metrics2   # its --storage.tsdb.path
         deadair tsdb plan "$DATA"
      3. Carry it out as the user of the server, and start it. Costs what the plan said.
      """;

  private static final String COPY =
      """
      Or, where this is a copy and the source still has its files: copy again from the stopped source, with --delete. Costs nothing.
      """;

  private static final String OWNER =
      """
      Give the files to the user that the server runs as. Costs nothing.
         DATA=/var/lib/prometheus/metrics2   # its --storage.tsdb.path
         chown -R prometheus: "$DATA"
      """;

  private static final String CONFIGURATION =
      """
      1. See what is wrong. Costs nothing.
         promtool check config /etc/prometheus/prometheus.yml
      2. Mend it, or put back the one before, and start it. Costs the time until then.
      """;

  static final List<Signature> ALL =
      List.of(
          Signature.of(
              DISK_FULL,
              STORAGE + ".*no space left on device",
              "does not start: its disk is full",
              """
              Make room on the disk of its data directory: enlarge it, or move away what is not Prometheus'. It starts then. Costs nothing more.
              """),
          Signature.of(
              DOES_NOT_START,
              STORAGE + "get segment range: segments are not sequential",
              "does not start: its write-ahead log has a gap, as after a copy without --delete",
              PLAN + COPY),
          Signature.of(
              NOT_PERMITTED,
              STORAGE
                  + "repair corrupted WAL: cannot handle error: open WAL segment.*permission"
                  + " denied",
              "does not start: it may not read its own write-ahead log",
              OWNER),
          Signature.of(
              DOES_NOT_START,
              STORAGE + "repair corrupted WAL: cannot handle error: open WAL segment.*no such file",
              "does not start: the first segment of its write-ahead log, or the checkpoint before"
                  + " it, is missing",
              PLAN + COPY),
          Signature.of(
              DOES_NOT_START,
              STORAGE + "repair corrupted WAL: rename .*\\.repair: no such file",
              "does not start: its checkpoint is damaged, and each start deletes the write-ahead"
                  + " log behind it",
              PLAN),
          Signature.of(
              DOES_NOT_START,
              STORAGE + "found unsequential head chunk files",
              "does not start: a file of its chunks_head is missing",
              PLAN + COPY),
          Signature.of(
              DOES_NOT_START,
              STORAGE + ".*chunks_head.*invalid magic number",
              "does not start: a file of its chunks_head is damaged at the beginning",
              PLAN),
          Signature.of(
              DOES_NOT_START,
              STORAGE + "mmap files, file: .*chunks_head.*mmap, size 0",
              "does not start: a file of its chunks_head is empty",
              PLAN),
          Signature.of(
              DOES_NOT_START,
              STORAGE + ".*open .*/index: no such file",
              "does not start: a block has lost its index",
              PLAN + COPY),
          Signature.of(
              DOES_NOT_START,
              STORAGE + ".*open .*/chunks: no such file",
              "does not start: a block has lost its chunks",
              PLAN + COPY),
          Signature.of(
              DOES_NOT_START,
              STORAGE + ".*(invalid checksum|invalid size|invalid magic)",
              "does not start: the index or the chunks of a block are damaged",
              PLAN),
          Signature.of(
              DOES_NOT_START,
              STORAGE + ".*checksum did not match",
              "does not start: the tombstones of a block are damaged",
              PLAN),
          Signature.of(
              DOES_NOT_START,
              STORAGE + ".*mmap files: mmap, size 0",
              "does not start: a file of a block's chunks is empty",
              PLAN),
          Signature.of(
              DOES_NOT_START,
              STORAGE + ".*checkpoint \\S+ is not a directory",
              "does not start: a file is named like a checkpoint",
              PLAN),
          Signature.of(
              SECOND_SERVER,
              STORAGE + "lock DB directory",
              "does not start: another server works on its data directory",
              """
              See who holds the lock, and end the one that should not be there. Costs nothing.
                 DATA=/var/lib/prometheus/metrics2   # its --storage.tsdb.path
                 fuser -v "$DATA/lock"
              """),
          Signature.of(
              DOES_NOT_START, STORAGE, "does not start: its storage cannot be opened", PLAN),
          Signature.of(
              NOT_PERMITTED,
              "Error opening query log file.*permission denied|panic: Unable to create mmap-ed"
                  + " active query log",
              "does not start: it may not write to its data directory",
              OWNER),
          Signature.of(
              NOT_PERMITTED,
              "panic: open temp file: open .*chunks_head.*permission denied",
              "does not start: it may not write to its chunks_head",
              OWNER),
          Signature.of(
              SECOND_SERVER,
              "Unable to start web listener.*address already in use",
              "does not start: somebody else listens on its port, and looks see that one",
              """
              See who does, and end the one that should not be there. Costs nothing.
                 ss -ltnp 'sport = :9090'
              """),
          Signature.of(
              BAD_CONFIGURATION,
              "Error loading config \\(--config\\.file=",
              "does not start: its configuration cannot be read",
              CONFIGURATION),
          Signature.of(
              BAD_CONFIGURATION,
              "^(.*: )?[Ee]rror(?: parsing command ?line arguments)?: unknown (long|short) flag",
              "does not start: it has no such flag, as after an upgrade or a downgrade",
              """
              Take the flag out of its unit or defaults file, and start it. Costs the time until then.
                 prometheus --help
                 systemctl cat prometheus; cat /etc/default/prometheus
              """),
          Signature.of(
              BAD_CONFIGURATION,
              "Unable to validate web configuration file",
              "does not start: its web configuration cannot be used",
              """
              See what is wrong, mend it and start it. Costs the time until then.
                 promtool check web-config /etc/prometheus/web.yml
              """),
          Signature.of(
              OUT_OF_MEMORY,
              "^(runtime: out of memory|fatal error: (runtime: )?(out of memory|cannot allocate)"
                  + "|.*err=.*cannot allocate memory)",
              "ran out of memory",
              """
              1. Give it more memory, or less to do: its replay needs what its head needs. Costs the time until it has replayed.
              2. If it cannot replay at all: deadair tsdb plan "$DATA", or start it without wal and chunks_head. Costs up to 3 h before it stopped.
              """));

  private SignaturesOfStarts() {}
}
