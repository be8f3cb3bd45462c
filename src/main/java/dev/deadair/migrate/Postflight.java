package dev.deadair.migrate;

import static dev.deadair.liveness.Signal.CHECKPOINT_CREATIONS_FAILED;
import static dev.deadair.liveness.Signal.COMPACTIONS_FAILED;
import static dev.deadair.liveness.Signal.CONFIG_RELOADED;
import static dev.deadair.liveness.Signal.HEAD_TRUNCATIONS;
import static dev.deadair.liveness.Signal.HEAD_TRUNCATIONS_FAILED;
import static dev.deadair.liveness.Signal.MMAP_CHUNK_CORRUPTIONS;
import static dev.deadair.liveness.Signal.WAL_CORRUPTIONS;
import static dev.deadair.liveness.Signal.WAL_TRUNCATIONS_FAILED;
import static dev.deadair.liveness.Signal.WAL_WRITES_FAILED;

import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * After the first start of a new server, before the service name moves to it. What it has shown is
 * kept while the next is waited for:
 *
 * <pre>
 *   ready        it serves
 *   no-damage    its counters tell of no failure and no repair
 *   ingestion    for the span, as much as its sibling or nearly
 *   compaction   its head was compacted and truncated in this life, and nothing failed
 *   restart      after that it was started once more, serves and ingests
 * </pre>
 *
 * A head compaction comes every two hours; a server whose write-ahead log has a gap fails it, and
 * then dies at its next start. So a restart before it proves nothing.
 */
public final class Postflight {

  private static final double ENOUGH = 0.95;

  /** How long a restarted server must keep up again. */
  private static final Duration AGAIN = Duration.ofMinutes(2);

  /** What no start on a sound copy shows. */
  private static final List<Signal> DAMAGE =
      List.of(
          COMPACTIONS_FAILED,
          CHECKPOINT_CREATIONS_FAILED,
          HEAD_TRUNCATIONS_FAILED,
          WAL_TRUNCATIONS_FAILED,
          WAL_WRITES_FAILED,
          WAL_CORRUPTIONS,
          MMAP_CHUNK_CORRUPTIONS);

  private final InstanceId fresh;
  private final Duration span;
  private final Track own;
  private final Track siblings;

  private @Nullable String ingested;
  private @Nullable String compacted;
  private @Nullable String restarted;
  private int startsAtCompaction;
  private @Nullable String damage;

  /**
   * @param fresh the new server; looks at any other are its sibling's
   * @param span for how long it must keep up with its sibling
   */
  public Postflight(InstanceId fresh, Duration span) {
    this.fresh = fresh;
    this.span = span;
    this.own = new Track(span);
    this.siblings = new Track(span);
  }

  /** Takes one more look. */
  public void saw(Observation look) {
    if (!look.instance().equals(fresh)) {
      siblings.saw(look);
      return;
    }
    own.saw(look);
    own.scrape().ifPresent(_ -> judge(look.at().wall()));
  }

  private void judge(Instant now) {
    if (damage == null) {
      damaged().ifPresent(what -> damage = what);
    }
    if (ingested == null && isKeepingUp(span)) {
      ingested = "%s of its sibling's rate over %s".formatted(share(span), words(span));
    }
    if (compacted == null && own.isReady() && count(HEAD_TRUNCATIONS) > 0) {
      compacted = "seen at " + now.truncatedTo(ChronoUnit.SECONDS);
      startsAtCompaction = own.starts();
    }
    var again = span.compareTo(AGAIN) < 0 ? span : AGAIN;
    if (restarted == null && restarts() == 1 && isKeepingUp(again)) {
      restarted = "the life of " + own.started().orElseThrow() + " serves and ingests";
    }
  }

  private Optional<String> damaged() {
    return DAMAGE.stream()
        .filter(each -> count(each) > 0)
        .findFirst()
        .map(each -> each.metric() + " is " + Math.round(count(each)));
  }

  private double count(Signal signal) {
    return own.scrape().map(scrape -> scrape.signals().count(signal)).orElse(0.0);
  }

  /** Starts since the compaction. */
  private int restarts() {
    return compacted == null ? 0 : own.starts() - startsAtCompaction;
  }

  private boolean isKeepingUp(Duration over) {
    return own.unbroken().compareTo(over) >= 0
        && siblings.unbroken().compareTo(over) >= 0
        && ratio(over).filter(each -> each >= ENOUGH).isPresent();
  }

  private Optional<Double> ratio(Duration over) {
    return own.rate(over)
        .flatMap(
            rate -> siblings.rate(over).filter(each -> each > 0).map(sibling -> rate / sibling));
  }

  private String share(Duration over) {
    return ratio(over)
        .map(each -> String.format(Locale.ROOT, "%.1f %%", 100 * each))
        .orElse("an unknown share");
  }

  /** How things stand. */
  public Report report() {
    return new Report(List.of(ready(), damage(), ingestion(), compaction(), restart()));
  }

  private Check ready() {
    return own.isReady() ? Check.go("ready") : Check.waiting("ready", own.shows());
  }

  private Check damage() {
    if (damage != null) {
      return Check.noGo("no-damage", List.of(damage));
    }
    if (own.started().isEmpty()) {
      return Check.waiting("no-damage", own.shows());
    }
    var isRefused =
        own.scrape().filter(each -> each.signals().get(CONFIG_RELOADED).orElse(1) == 0).isPresent();
    return isRefused
        ? Check.noGo("no-damage", List.of("its configuration could not be loaded"))
        : Check.go("no-damage");
  }

  private Check ingestion() {
    if (ingested != null) {
      return Check.go("ingestion", ingested);
    }
    if (!siblings.isReady()) {
      return Check.waiting("ingestion", "the sibling is no measure: " + siblings.shows());
    }
    return Check.waiting(
        "ingestion",
        "%s of its sibling's rate; both seen without a gap for %s of %s"
            .formatted(
                share(span),
                words(
                    own.unbroken().compareTo(siblings.unbroken()) < 0
                        ? own.unbroken()
                        : siblings.unbroken()),
                words(span)));
  }

  private Check compaction() {
    return compacted != null
        ? Check.go("compaction", compacted)
        : Check.waiting("compaction", HEAD_TRUNCATIONS.metric() + " is 0 in this life");
  }

  private Check restart() {
    if (restarts() > 1) {
      return Check.noGo(
          "restart", List.of("it started %d times since the compaction".formatted(restarts())));
    }
    if (restarted != null) {
      return Check.go("restart", restarted);
    }
    if (compacted == null) {
      return Check.waiting("restart", "one before the compaction would prove nothing");
    }
    if (ingested == null) {
      return Check.waiting("restart", "let it ingest for the whole span first");
    }
    return Check.waiting(
        "restart",
        restarts() == 0
            ? "now restart it in order: systemctl restart prometheus"
            : "started again; " + own.shows());
  }

  private static String words(Duration duration) {
    var seconds = duration.toSeconds();
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }
}
