package dev.deadair.notify;

import static java.util.Objects.requireNonNull;

import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.liveness.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member's virtual thread: takes the most urgent of its backlog, sends it, reports, and takes
 * the next.
 *
 * <p>One exchange at a time is what keeps a resolve behind its trigger. The lock guards the backlog
 * and is never held while anything is sent.
 */
final class Lane {

  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  /** How long it dozes where nothing wakes it. */
  private static final Duration DOZE = Duration.ofMinutes(1);

  private final Route route;
  private final Dialect dialect;
  private final Wire wire;
  private final Backlog backlog;
  private final Supplier<Moment> clock;
  private final Consumer<Report> sink;
  private final MemberClock memberClock;
  private final Troubles troubles;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean stopped; // guarded by lock

  Lane(
      Route route,
      Dialect dialect,
      Wire wire,
      Backlog backlog,
      Supplier<Moment> clock,
      Consumer<Report> sink) {
    this.route = route;
    this.dialect = dialect;
    this.wire = wire;
    this.backlog = backlog;
    this.clock = clock;
    this.sink = sink;
    this.memberClock = new MemberClock(route);
    this.troubles = new Troubles(route);
    this.thread =
        Thread.ofVirtual()
            .name("courier " + route.receiver() + " " + route.member())
            .unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Takes over everything that is due now over this route; never waits for the wire. */
  void offer(List<Due> due, boolean resolvesMayLeave) {
    lock.lock();
    try {
      backlog.replace(due, resolvesMayLeave, clock.get());
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what is in flight goes on. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for what is in flight, and interrupts it after {@code patience}. */
  void awaitEnd(Duration patience) {
    try {
      if (!thread.join(patience.isPositive() ? patience : Duration.ofNanos(1))) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (var next = take(); next.isPresent(); next = take()) {
        deliver(next.get().due(), next.get().form());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the end of this thread
    }
  }

  /** Waits for something that may leave; empty once the lane is stopped. */
  private Optional<Departure> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!stopped) {
        var now = clock.get();
        var next = backlog.next(now);
        if (next.isPresent()) {
          return Optional.of(new Departure(next.get(), backlog.leaves(next.get(), now)));
        }
        var rest = backlog.rest(now).filter(wait -> wait.compareTo(DOZE) < 0).orElse(DOZE);
        // Woken by the next turn, the end of the wait, or for nothing: the loop asks again.
        var _ = changed.await(rest.toNanos(), TimeUnit.NANOSECONDS);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Due due, Form form) {
    var answer = exchange(due, form);
    var outcome = dialect.outcome(answer);
    var at = clock.get();
    lock.lock();
    try {
      backlog.ended(due, answer, outcome, at);
    } finally {
      lock.unlock();
    }
    note(due, answer, outcome, at);
    try {
      sink.accept(Report.on(due, at, outcome));
    } catch (RuntimeException e) {
      log.error("a report was not taken; it is due again", e);
    }
  }

  private Answer exchange(Due due, Form form) {
    try {
      var clockRequest = dialect.clockRequest();
      if (clockRequest.isPresent() && memberClock.isStale(clock.get())) {
        var answer = asked(clockRequest.get());
        if (!isFromMember(answer)) {
          return answer;
        }
      }
      return asked(dialect.request(due, form, memberClock.at(clock.get())));
    } catch (UncheckedIOException e) {
      return new Answer.Unanswered(Answer.Why.UNREADABLE, words(requireNonNull(e.getCause())));
    } catch (RuntimeException e) {
      if (!troubles.has(Answer.Why.BUG.words())) {
        log.error("a page could not be sent", e);
      }
      return new Answer.Unanswered(Answer.Why.BUG, e.getClass().getSimpleName());
    }
  }

  /** The JDK's own exceptions hold a bare path; what it is about is in their names. */
  private static String words(IOException e) {
    var message = String.valueOf(e.getMessage());
    return e.getClass() == IOException.class
        ? message
        : e.getClass().getSimpleName() + " " + message;
  }

  private Answer asked(Request request) {
    var answer = wire.exchange(request);
    var timely = dialect.clockRequest().isPresent();
    if (timely && answer instanceof Answer.Answered it && isFromMember(it)) {
      memberClock.heard(it.date(), clock.get());
    }
    return answer;
  }

  /** Not from a proxy before it, whose clock is another. */
  private static boolean isFromMember(Answer answer) {
    return answer instanceof Answer.Answered it && it.status() < 500 && it.status() != 407;
  }

  private void note(Due due, Answer answer, Outcome outcome, Moment at) {
    if (!(outcome instanceof Outcome.Accepted)) {
      troubles.met(answer, outcome, at);
      return;
    }
    troubles.accepted(at);
    var told = due.incident().told().get(route);
    var news = told == null || told.generation() < due.generation();
    (news ? log.atInfo() : log.atDebug())
        .addKeyValue("receiver", route.receiver())
        .addKeyValue("member", route.member())
        .addKeyValue("incident", due.incident().id())
        .addKeyValue("alert", due.incident().alert())
        .addKeyValue("reason", due.reason().word())
        .log("accepted");
  }

  /** What leaves, and in which form. */
  private record Departure(Due due, Form form) {}
}
