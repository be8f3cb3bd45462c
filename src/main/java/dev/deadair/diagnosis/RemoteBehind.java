package dev.deadair.diagnosis;

import dev.deadair.liveness.Remote;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server whose samples reach a remote late, or not at all.
 *
 * <p>That the newest sample is far ahead of the newest one sent proves little: a remote that is
 * meant to get a few series alone takes none while there are none. So samples must wait for it, and
 * for longer than a batch does.
 */
final class RemoteBehind implements Rule {

  /** As in Prometheus' own alerts. A batch waits 5 s, and a queue that is resharded some more. */
  private static final Duration BEHIND = Duration.ofMinutes(2);

  private static final Duration CAUGHT_UP = Duration.ofMinutes(1);

  /** For so long it must be behind before it is told: what comes rarely is gone by then. */
  private static final Duration LASTING = Duration.ofSeconds(60);

  static final int MOST_TOLD = 5;

  @Override
  public Code code() {
    return Code.REMOTE_BEHIND;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    if (!visit.isReady()) {
      return before;
    }
    var scrape = visit.reading().orElseThrow().scrape();
    var bound = before.isEmpty() ? BEHIND : CAUGHT_UP;
    if (visit.isHeldUp() || isBehind(scrape, bound) || (before.isPresent() && tookNone(scrape))) {
      return Optional.of(before.orElseGet(() -> Mark.at(visit.at())).and(Map.of(), visit.at()));
    }
    // Nothing waits while a queue is begun anew, as it is when its shards change.
    return before.filter(mark -> late(scrape, CAUGHT_UP).count() > 0 && visit.isRecent(mark));
  }

  private static boolean isBehind(Scrape scrape, Duration bound) {
    return late(scrape, bound).anyMatch(each -> each.getValue().waiting() > 0);
  }

  /** A new life does not know what remotes took from the one before. */
  private static boolean tookNone(Scrape scrape) {
    return scrape.remotes().values().stream().allMatch(each -> each.taken().isEmpty())
        && scrape.remotes().values().stream().anyMatch(each -> each.waiting() > 0);
  }

  private static Stream<Map.Entry<String, Remote>> late(Scrape scrape, Duration bound) {
    return scrape.remotes().entrySet().stream()
        .filter(each -> lag(scrape, each.getValue()).filter(lag -> isOver(lag, bound)).isPresent());
  }

  private static boolean isOver(Duration lag, Duration bound) {
    return lag.compareTo(bound) > 0;
  }

  private static Optional<Duration> lag(Scrape scrape, Remote remote) {
    return remote.taken().flatMap(taken -> newest(scrape).map(it -> Duration.between(taken, it)));
  }

  /** A sample of the future may be for another remote. */
  private static Optional<Instant> newest(Scrape scrape) {
    var seconds = scrape.signals().count(Signal.REMOTE_NEWEST);
    return Stream.of(seconds)
        .filter(each -> each > 0)
        .map(each -> Instant.ofEpochSecond(each.longValue()))
        .map(each -> scrape.date().filter(each::isAfter).orElse(each))
        .findFirst();
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    if (!visit.isHeldUp() && visit.lasting(mark).compareTo(LASTING) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            code(),
            mark,
            "does not get its samples to a remote in time",
            visit.scrape().map(RemoteBehind::evidence).orElse(List.of()),
            """
            1. See how much waits, and why. Costs nothing here; over there what is older than the write-ahead log, two hours, is lost.
            %s\
               curl -fsS "$SERVER/metrics" | grep -E '^prometheus_remote_storage_(samples_pending|samples_retried_total|queue_highest_sent_timestamp_seconds|shards)'
               journalctl -u prometheus | grep -iE 'retrying|non-recoverable|resharding' | tail -n 3
            2. Bring the remote back, or mend its address or credentials. Where it takes samples and too slowly, send it less, or give queue_config more max_shards. Costs nothing: it catches up.
            3. Load that, where it is the configuration that changed, on one replica after the other. Costs up to 2 min for each remote that takes nothing: from 2.53 on the server takes nothing in while its reload waits for that.
               promtool check config /etc/prometheus/prometheus.yml && systemctl reload prometheus
            """
                .formatted(Remedy.server(visit))));
  }

  private static List<String> evidence(Scrape scrape) {
    var evidence = new ArrayList<String>();
    newest(scrape)
        .ifPresent(at -> evidence.add("the newest sample for remotes is of " + Plain.time(at)));
    scrape.remotes().entrySet().stream()
        .filter(each -> each.getValue().waiting() > 0)
        .filter(each -> lag(scrape, each.getValue()).map(l -> isOver(l, CAUGHT_UP)).orElse(true))
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_TOLD)
        .map(each -> told(each.getKey(), each.getValue()))
        .forEach(evidence::add);
    return evidence;
  }

  static String told(String name, Remote remote) {
    return "remote "
        + name.strip()
        + " has taken "
        + remote.taken().map(at -> "samples up to " + Plain.time(at)).orElse("none in this life")
        + ", and "
        + Plain.number(remote.waiting())
        + " wait for it";
  }
}
