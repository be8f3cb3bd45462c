package dev.deadair.notify;

import dev.deadair.liveness.Moment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.Dns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A switch outside that wakes somebody when we do not ping it: so it is pinged only while nothing
 * ails us. Asked once a second by one thread, which it blocks while it pings.
 */
public final class DeadMansSwitch implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(DeadMansSwitch.class);
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final URI url;
  private final Duration interval;
  private final Wire wire;
  private final Supplier<Moment> clock;
  private final Supplier<List<String>> ailments;
  private final Consumer<String> counted;
  private Optional<Moment> next = Optional.empty();
  private String trouble = "";

  /**
   * @param ailments why all is not well with us; empty while it is
   * @param counted takes what came of each ping, in a word, and of each that is withheld
   */
  public DeadMansSwitch(
      URI url,
      Duration interval,
      Supplier<Moment> clock,
      Supplier<List<String>> ailments,
      Consumer<String> counted) {
    this(
        url,
        interval,
        new HttpWire(Access.OPEN, HttpWire.Deadlines.DEFAULT, Dns.SYSTEM),
        clock,
        ailments,
        counted);
  }

  DeadMansSwitch(
      URI url,
      Duration interval,
      Wire wire,
      Supplier<Moment> clock,
      Supplier<List<String>> ailments,
      Consumer<String> counted) {
    this.url = url;
    this.interval = interval;
    this.wire = wire;
    this.clock = clock;
    this.ailments = ailments;
    this.counted = counted;
  }

  /** Pings where a ping is due and nothing ails us; what was withheld goes out once it may. */
  @Override
  public void run() {
    try {
      var now = clock.get();
      if (next.filter(at -> at.isAfter(now)).isPresent()) {
        return;
      }
      var why = ailments.get();
      if (why.isEmpty()) {
        ping(now);
      } else {
        counted.accept("withheld");
        met("withheld why=\"" + String.join("; ", why) + '"');
      }
    } catch (RuntimeException | Error e) { // whatever passes here ends the pings for good
      met("failed why=\"a bug: " + e.getClass().getSimpleName() + '"');
    }
  }

  private void ping(Moment now) {
    switch (wire.exchange(Request.get(url))) {
      case Answer.Answered it when it.status() / 100 == 2 -> {
        counted.accept("answered");
        next = Optional.of(now.plus(interval));
        if (!trouble.isEmpty()) {
          trouble = "";
          LOG.info("heartbeat=answered");
        }
      }
      case Answer.Answered it -> failed(now, "answered " + it.status());
      case Answer.Unanswered none -> failed(now, none.words());
    }
  }

  private void failed(Moment now, String why) {
    counted.accept("failed");
    next = Optional.of(now.plus(AGAIN.compareTo(interval) < 0 ? AGAIN : interval));
    met("failed why=\"" + why + '"');
  }

  /** One line when it breaks; the URL is a secret of its own and never in it. */
  private void met(String what) {
    if (!what.equals(trouble)) {
      trouble = what;
      LOG.warn("heartbeat={}", what);
    }
  }
}
