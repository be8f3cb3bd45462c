package dev.deadair.diagnosis;

/**
 * What to do about damage on disk: only moves, never a deletion, each with its price.
 *
 * <p>The prices were measured on 2.42 and 3.5: what is in no block yet is at most three hours in
 * production, where a block covers two.
 */
final class Remedy {

  private Remedy() {}

  /** Names the data directory for the commands that follow. */
  static final String DATA = "   DATA=/var/lib/prometheus/metrics2   # its --storage.tsdb.path\n";

  /** Names the server for the commands that follow, on its machine. */
  static final String SERVER = "   SERVER=http://localhost:9090   # its address and path prefix\n";

  /** The commands that start a server whose files belong to somebody else. */
  static final String OWNER =
      DATA
          + """
             chown -R prometheus: "$DATA"; chmod -R u+rwX "$DATA"
             systemctl start prometheus
          """;

  /** The commands that look at the room on the disk of its data. */
  static final String ROOM =
      DATA
          + """
             df -h "$DATA"; df -i "$DATA"
          """;

  /**
   * The commands that ask a server for its Alertmanagers, and each of those whether it is there.
   */
  static final String ALERTMANAGERS =
      """
         curl -fsS "$SERVER/api/v1/alertmanagers"; echo
         curl -fsS "$SERVER/api/v1/alertmanagers" | grep -oE 'https?://[^"]+' | sort -u | while read -r each; do curl -sS -m 5 -o /dev/null -w "%{http_code} $each\\n" "${each%/api/*}/-/ready"; done
         journalctl -u prometheus | grep -iE 'error sending alert|queue|alertmanager' | tail -n 3
      """;

  /** {@link #SERVER} where it is known. */
  static String server(Visit visit) {
    return "   SERVER=" + Plain.url(visit.instance()) + "\n";
  }

  /** A server that runs and whose write-ahead log or head chunks are damaged. */
  static String brokenHead(Visit visit) {
    return """
    Do not restart, upgrade or reboot it before this is done.
    1. Let a replica that scrapes the same targets produce. Costs nothing.
    2. Read why it fails. "no space left on device": make room on that disk, the next compaction succeeds, this finding goes, and that is all. Costs nothing.
       journalctl -u prometheus | grep -i 'compaction failed' | tail -n 1
    3. Save what is in memory, where the server runs with --web.enable-admin-api. Costs nothing but the space.
       curl -fsS -X POST %s/api/v1/admin/tsdb/snapshot
    4. At a time of your choice restart it without the damaged files. Costs what the plan says, and the time it is stopped.
    %s\
    5. It does not start, or there is no deadair on that machine: without all that is in no block yet. Costs up to 3 h before the stop.
    %s\
    """
        .formatted(Plain.url(visit.instance()), restartByPlan(), restartWithoutHead());
  }

  /** The commands that start a server after the smallest moves that let it. */
  static String restartByPlan() {
    return DATA
        + """
           systemctl stop prometheus
           deadair tsdb plan "$DATA"
           deadair tsdb plan --script "$DATA" | sh
           systemctl start prometheus
        """;
  }

  /** The commands that start a server without the files that are in no block yet. */
  static String restartWithoutHead() {
    return DATA
        + """
           systemctl stop prometheus
           mv "$DATA/wal" "$DATA/wal.aside"
           mv "$DATA/chunks_head" "$DATA/chunks_head.aside"
           systemctl start prometheus
        """;
  }
}
