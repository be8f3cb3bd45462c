package dev.deadair.diagnosis;

import dev.deadair.liveness.InstanceState;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that takes nothing in because its reload waits for a remote.
 *
 * <p>A reload that drops or changes a remote ends the queue to it first, and gives one that takes
 * nothing the flush deadline of a minute, and another where metadata is under way; one remote after
 * the other. From 2.53 on nothing is appended and no query is answered meanwhile, and every health
 * endpoint answers 200 (measured on 2.53 and 3.5: 60 to 120 s with one remote; 2.42 goes on
 * scraping). What gives it away is an append that has begun and does not end.
 */
final class ReloadWaits implements Rule {

  @Override
  public Code code() {
    return Code.RELOAD_WAITS;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    return visit.standingWhereRead(
        before,
        visit.state() instanceof InstanceState.Stalled
            && visit.count(Signal.ACTIVE_APPENDERS) > 0
            && visit.reading().filter(each -> waits(each.scrape(), before)).isPresent());
  }

  /** After the first deadline what waited is given up, and the queue is empty. */
  private static boolean waits(Scrape scrape, Optional<Mark> before) {
    return before.isPresent()
        ? !scrape.remotes().isEmpty()
        : scrape.remotes().values().stream().anyMatch(each -> each.waiting() > 0);
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    return Optional.of(
        new Finding(
            code(),
            mark,
            "takes nothing in and answers no query: a reload waits for a remote that takes nothing",
            visit.scrape().map(scrape -> evidence(scrape, visit)).orElse(List.of()),
            """
            1. See that it waits. Costs nothing.
               journalctl -u prometheus | grep -iE 'configuration file|remote storage|retrying' | tail -n 5
            2. Wait: it gives each remote that it drops or changes one to two minutes, one after the other. Costs what it would have scraped until then; a restart waits as well, and replays.
            3. Load nothing on its replicas meanwhile: one after the other, once the one before has data again. Costs nothing.
            """));
  }

  private static List<String> evidence(Scrape scrape, Visit visit) {
    var evidence = new ArrayList<String>();
    evidence.add(visit.instance().shows() + ", since " + Plain.time(visit.state().since()));
    evidence.add(
        Signal.ACTIVE_APPENDERS.metric()
            + " is "
            + Plain.number(scrape.signals().count(Signal.ACTIVE_APPENDERS))
            + ": an append has begun and does not end");
    scrape.remotes().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(RemoteBehind.MOST_TOLD)
        .map(each -> RemoteBehind.told(each.getKey(), each.getValue()))
        .forEach(evidence::add);
    return evidence;
  }
}
