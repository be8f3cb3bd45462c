package dev.deadair.demo;

import java.time.Duration;
import java.util.List;

/** The script of the demo: one site after the other fails and recovers, for as long as it goes. */
record Story(Tempo tempo, List<String> sites) {

  /** What is seen of a healthy fleet before an outage, in looks. */
  private static final int CALM = 5;

  /** What an outage goes on beyond the window, so that its page is seen while it lasts. */
  private static final int BEYOND = 5;

  /** What repair, replay, the first samples and slow machines take before data counts. */
  private static final int RECOVERY = 15;

  /** What a healthy fleet is shown between two outages, in looks; the calm comes on top. */
  private static final int PAUSE = 15;

  Story {
    sites = List.copyOf(sites);
  }

  /** The outage with this number; the first is 0. */
  Outage outage(int number) {
    var begins = looks(CALM).plus(act().multipliedBy(number));
    var ends = begins.plus(tempo.window()).plus(looks(BEYOND));
    var over = ends.plus(looks(RECOVERY)).plus(tempo.clearAfter());
    return new Outage(sites.get(number % sites.size()), begins, ends, over);
  }

  /** From the beginning of one outage to that of the next. */
  private Duration act() {
    return tempo.window().plus(tempo.clearAfter()).plus(looks(BEYOND + RECOVERY + PAUSE));
  }

  private Duration looks(int number) {
    return tempo.interval().multipliedBy(number);
  }
}
