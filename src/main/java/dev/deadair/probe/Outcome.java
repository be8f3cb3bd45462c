package dev.deadair.probe;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Scrape;

/** What asking for the exposition came to. */
sealed interface Outcome {

  /** It was read whole, and a server's report about itself it was. */
  record Scraped(Scrape scrape) implements Outcome {}

  /** It did not come, or not to us. */
  sealed interface Setback extends Outcome {}

  /** It did not come, and that says something about the instance. */
  record Failed(Failure.Kind kind, String detail) implements Setback {}

  /** Something other than the instance kept it from us. */
  record Barred(BlindCause cause, String why) implements Setback {}
}
