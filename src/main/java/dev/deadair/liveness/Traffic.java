package dev.deadair.liveness;

import java.util.OptionalDouble;

/**
 * What came of a process life's scrapes until one reading of it: counters, not a number where they
 * are not exposed.
 *
 * @param scrapes after each loop's first
 * @param rejected scrapes over their sample limit
 * @param unconnected connections for scrapes that were not established
 * @param created series that nobody had before
 * @param syncs how often scrape pools were told which targets there are
 * @param missed evaluations of rule groups that were due and did not begin
 */
record Traffic(
    double scrapes,
    double rejected,
    double unconnected,
    double created,
    double syncs,
    double missed) {

  static Traffic of(Scrape scrape) {
    var signals = scrape.signals();
    return new Traffic(
        scrape.scrapes(),
        orNaN(signals.get(Signal.SAMPLE_LIMIT_EXCEEDED)),
        orNaN(signals.get(Signal.SCRAPE_CONNECTIONS_ATTEMPTED))
            - orNaN(signals.get(Signal.SCRAPE_CONNECTIONS_ESTABLISHED)),
        orNaN(signals.get(Signal.SERIES_CREATED)),
        orNaN(signals.get(Signal.TARGET_SYNCS)),
        orNaN(signals.get(Signal.RULE_ITERATIONS_MISSED)));
  }

  private static double orNaN(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }

  /** What has been added since {@code before}; nothing where one of the two does not tell. */
  Traffic since(Traffic before) {
    return new Traffic(
        more(scrapes, before.scrapes),
        more(rejected, before.rejected),
        more(unconnected, before.unconnected),
        more(created, before.created),
        more(syncs, before.syncs),
        more(missed, before.missed));
  }

  private static double more(double now, double before) {
    return now > before ? now - before : 0;
  }

  /**
   * Whether no scrape brought anything: what is over its sample limit brings nothing, though on
   * 2.53 each second such scrape writes stale markers, as many as the limit allows; nor does what
   * could not even be connected to. The one scrape is the one that is under way.
   */
  boolean broughtNothing() {
    var failed = rejected + unconnected;
    return failed > 0 && failed + 1 >= scrapes;
  }
}
