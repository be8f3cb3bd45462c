package dev.deadair.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A wire on which the test answers, when it likes. */
final class ScriptedWire implements Wire {
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

  @Override
  public Answer exchange(Request request) {
    requests.add(request);
    try {
      return answers.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next request, once it is there; it stays in flight. */
  Request next() throws InterruptedException {
    var request = requests.poll(10, TimeUnit.SECONDS);
    assertThat(request).as("a request within 10 s").isNotNull();
    return request;
  }

  boolean isQuiet() {
    return requests.isEmpty();
  }

  void answer(int status) {
    answer(status, ManualClock.START.wall());
  }

  void answer(int status, Instant date) {
    answers.add(
        new Answer.Answered(status, Optional.of(date), Optional.<Duration>empty(), false, "so"));
  }

  /** With counters of its own, as an Alertmanager has. */
  void tellCounters(int requests) {
    answers.add(
        new Answer.Answered(
            200,
            Optional.of(ManualClock.START.wall()),
            Optional.<Duration>empty(),
            false,
            "",
            "alertmanager_notification_requests_total{integration=\"pagerduty\"} " + requests));
  }

  void fail(Answer.Why why) {
    answers.add(new Answer.Unanswered(why, ""));
  }
}
