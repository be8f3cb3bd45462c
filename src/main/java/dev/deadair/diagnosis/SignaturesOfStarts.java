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
      1. Start it after the smallest moves that let it. Costs what the plan says; some starts delete more each time, so stop it first.
      %s\
      2. It still does not start, or there is no deadair on that machine: without all that is in no block yet. Costs up to 3 h before the stop.
      %s\
      """
          .formatted(Remedy.restartByPlan(), Remedy.restartWithoutHead());

  private static final String COPY =
      """
      3. Or, where this is a copy and the source still has its files: copy again from the stopped source, with --delete. Costs nothing.
      """;

  private static final String OWNER =
      """
      1. Give the files to the user that the server runs as, and start it. Costs the time until then.
      %s\
      """
          .formatted(Remedy.OWNER);

  private static final String CONFIGURATION =
      """
      1. See what is wrong. Costs nothing.
         promtool check config /etc/prometheus/prometheus.yml
      2. Mend it, or put back the one before, and start it. Costs the time until then.
         systemctl start prometheus
      """;

  static final List<Signature> ALL =
      List.of(
          Signature.of(
              DISK_FULL,
              STORAGE + ".*no space left on device",
              "does not start: its disk is full",
              """
              1. See how full the disk is. Costs nothing.
              %s\
              2. Make room: enlarge it, or move away what is not Prometheus'; then start it. Costs the time until then.
                 systemctl start prometheus
              """
                  .formatted(Remedy.ROOM)),
          Signature.of(
              NOT_PERMITTED,
              STORAGE + ".*permission denied",
              "does not start: it may not read or write its own data",
              OWNER),
          Signature.of(
              DOES_NOT_START,
              STORAGE + "get segment range: segments are not sequential",
              "does not start: its write-ahead log has a gap, as after a copy without --delete",
              PLAN + COPY),
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
              1. See who holds the lock. Costs nothing.
              %s\
                 fuser -v "$DATA/lock"
                 pgrep -a -x prometheus
              2. End the one that should not be there, and start the other. Costs the time until then.
                 systemctl start prometheus
              """
                  .formatted(Remedy.DATA)),
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
              1. See who listens. Costs nothing.
                 ss -ltnp 'sport = :9090'   # the port of its --web.listen-address
              2. End the one that should not be there, and start the other. Costs the time until then.
                 systemctl start prometheus
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
              1. See which flags it has, and which it is given. Costs nothing.
                 prometheus --help
                 systemctl cat prometheus; cat /etc/default/prometheus
              2. Take the flag out of its unit or defaults file, and start it. Costs the time until then.
                 systemctl start prometheus
              """),
          Signature.of(
              BAD_CONFIGURATION,
              "Unable to validate web configuration file",
              "does not start: its web configuration cannot be used",
              """
              1. See what is wrong. Costs nothing.
                 promtool check web-config /etc/prometheus/web.yml
              2. Mend it, and start it. Costs the time until then.
                 systemctl start prometheus
              """),
          Signature.of(
              OUT_OF_MEMORY,
              "^(runtime: out of memory|fatal error: (runtime: )?(out of memory|cannot"
                  + " allocate|failed to reserve)|.*err=.*cannot allocate memory)",
              "ran out of memory",
              """
              1. Give it more memory, or less to do, and start it: its replay needs what its head needs. Costs the time until it has replayed.
                 systemctl start prometheus
              2. It cannot replay at all: without all that is in no block yet. Costs up to 3 h before it stopped.
              %s\
              """
                  .formatted(Remedy.restartWithoutHead())));

  private SignaturesOfStarts() {}
}
