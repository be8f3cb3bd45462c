package dev.deadair.probe;

import dev.deadair.liveness.Scrape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Named;

/** What real servers told of themselves, as looks read it. */
public final class Recorded {

  private Recorded() {}

  /** What the recorded exposition of that name says. */
  public static Scrape scrape(String fixture) {
    return read(Expositions.of(fixture));
  }

  /** Every recorded exposition, by name. */
  public static List<Named<Scrape>> all() {
    return Expositions.all().stream()
        .map(each -> Named.of(each.getName(), read(each.getPayload())))
        .toList();
  }

  /** What such an exposition says. */
  public static Scrape read(byte[] exposition) {
    var reader = new ExpositionReader(SelfMetrics.WANTED);
    reader.accept(exposition, 0, exposition.length);
    var samples = ((Exposition.Read) reader.finish()).samples();
    return ((Outcome.Scraped) SelfReport.of(samples, Optional.empty())).scrape();
  }
}
