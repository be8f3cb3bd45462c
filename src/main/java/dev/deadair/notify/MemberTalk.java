package dev.deadair.notify;

import dev.deadair.alert.Due;
import dev.deadair.alert.Holding;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Route;
import dev.deadair.alert.Tally;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What passes between us and one member beside what it is told: its clock, its counters, and
 * whether it holds what it accepted. Belongs to one thread.
 */
final class MemberTalk {

  private static final Logger log = LoggerFactory.getLogger(MemberTalk.class);

  /** One reading of the counters serves everything that was asked so long before. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** A member whose counters cannot be had is not asked for them before every page. */
  private static final Duration GIVEN_UP = Duration.ofMinutes(10);

  private final Route route;
  private final Dialect dialect;
  private final Wire wire;
  private final Supplier<Moment> clock;
  private final Observer observer;
  private final MemberClock memberClock;
  private @Nullable Moment counted;
  private @Nullable Moment givenUp;
  private boolean asked; // since they were read

  MemberTalk(Route route, Dialect dialect, Wire wire, Supplier<Moment> clock, Observer observer) {
    this.route = route;
    this.dialect = dialect;
    this.wire = wire;
    this.clock = clock;
    this.observer = observer;
    this.memberClock = new MemberClock(route);
  }

  /** The time by the member's own clock. */
  Instant now() {
    return memberClock.at(clock.get());
  }

  /**
   * What must be known of the member before it is told; its answer where it gives none.
   *
   * @param since when it was first due here: what was kept from people is not wanted before
   */
  Optional<Answer> prepare(Due due, Moment since) {
    var clockRequest = dialect.clockRequest();
    if (clockRequest.isPresent() && memberClock.isStale(clock.get())) {
      var answer = tell(clockRequest.get());
      if (!isFromMember(answer)) {
        return Optional.of(answer);
      }
    }
    // To see afterwards what this page has made of them, however lately they were read.
    if (!due.resolves()
        && due.reason() != Reason.REPEAT
        && (counted == null || since.isAfter(counted))) {
      count();
    }
    return Optional.empty();
  }

  /** Sends a request; what the member answers tells its time as well. */
  Answer tell(Request request) {
    var answer = wire.exchange(request);
    if (!isFromMember(answer)) {
      givenUp = null; // it is away altogether, and may have counters once it is back
    }
    if (dialect.clockRequest().isPresent()
        && answer instanceof Answer.Answered it
        && isFromMember(it)) {
      memberClock.heard(it.date(), clock.get());
    }
    return answer;
  }

  /** Asks whether the member holds what it accepted; what it has made of it is read soon after. */
  void ask(Due due) {
    try {
      var answer = dialect.inquiry(due).map(this::tell);
      answer
          .flatMap(MemberTalk::good)
          .flatMap(body -> dialect.holding(due, body))
          .map(as -> new Holding(due.incident().id(), due.generation(), route, clock.get(), as))
          .ifPresent(observer::held);
      asked |= answer.filter(MemberTalk::isFromMember).isPresent();
    } catch (RuntimeException | Error e) { // whatever passes here ends the lane for good
      log.error("a member could not be asked; it is asked again", e);
    }
  }

  /**
   * Whether its counters are to be read now, after whatever it was asked for: of what a silence
   * held a moment ago, nothing is proven by an earlier reading.
   */
  boolean isToBeRead(Moment now) {
    return rest(now).filter(Duration::isZero).isPresent();
  }

  /** How long until they are; empty while nothing was asked since they were. */
  Optional<Duration> rest(Moment now) {
    if (!asked) {
      return Optional.empty();
    }
    var wait = counted == null ? Duration.ZERO : FRESH.minus(now.since(counted));
    return Optional.of(wait.isPositive() ? wait : Duration.ZERO);
  }

  /** Reads its counters. */
  void read() {
    try {
      count();
    } catch (RuntimeException | Error e) { // as above
      log.error("the counters of a member could not be read; they are read again", e);
    }
  }

  private void count() {
    asked = false;
    var now = clock.get();
    if (dialect.counters().isEmpty() || isYoung(givenUp, GIVEN_UP, now)) {
      return;
    }
    // The counters are those of before the answer: what it sent meanwhile is not among them.
    var counts = good(tell(dialect.counters().get())).map(Counters::in).filter(it -> !it.isEmpty());
    if (counts.isEmpty()) {
      givenUp = now;
      return;
    }
    counted = now;
    observer.counted(new Tally(route, now, counts.get()));
  }

  private static boolean isYoung(@Nullable Moment moment, Duration span, Moment now) {
    return moment != null && now.since(moment).compareTo(span) < 0;
  }

  private static Optional<String> good(Answer answer) {
    return answer instanceof Answer.Answered it && it.status() == 200 && !it.html()
        ? Optional.of(it.body())
        : Optional.empty();
  }

  /** Not from a proxy before it, whose clock is another. */
  private static boolean isFromMember(Answer answer) {
    return answer instanceof Answer.Answered it && it.status() < 500 && it.status() != 407;
  }
}
