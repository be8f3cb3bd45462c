package dev.deadair.notify;

import static java.util.Objects.requireNonNull;

import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Reason;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
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
  private final Backlog backlog;
  private final Supplier<Moment> clock;
  private final Observer observer;
  private final MemberTalk member;
  private final Inquiries inquiries = new Inquiries(); // guarded by lock
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
      Observer observer) {
    this.route = route;
    this.dialect = dialect;
    this.backlog = backlog;
    this.clock = clock;
    this.observer = observer;
    this.member = new MemberTalk(route, dialect, wire, clock, observer);
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
        switch (next.get()) {
          case Errand.Delivery(var due, var attempt) -> deliver(due, attempt);
          case Errand.Reading _ -> member.read();
          case Errand.Question(var due) -> member.ask(due);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the end of this thread
    }
  }

  /** Waits for something that may leave; empty once the lane is stopped. */
  private Optional<Errand> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!stopped) {
        var now = clock.get();
        var next = next(now);
        if (next.isPresent()) {
          return next;
        }
        var rest =
            Stream.of(backlog.rest(now), member.rest(now), inquiries.rest(now))
                .flatMap(Optional::stream)
                .reduce(DOZE, (one, other) -> one.compareTo(other) < 0 ? one : other);
        // Woken by the next turn, the end of the wait, or for nothing: the loop asks again.
        var _ = changed.await(rest.toNanos(), TimeUnit.NANOSECONDS);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * News before questions, and those before what is told again: where that alone is more than the
   * member keeps up with, nothing would ever be proven.
   */
  private Optional<Errand> next(Moment now) {
    var due = backlog.next(now);
    if (due.filter(each -> each.reason() != Reason.REPEAT).isEmpty()) {
      var question =
          member.isToBeRead(now)
              ? Optional.<Errand>of(new Errand.Reading())
              : inquiries.next(now).<Errand>map(Errand.Question::new);
      if (question.isPresent()) {
        return question;
      }
    }
    return due.map(each -> new Errand.Delivery(each, backlog.leaves(each, now)));
  }

  private void deliver(Due due, Attempt attempt) {
    var answer = exchange(due, attempt);
    var outcome = dialect.outcome(answer);
    var at = clock.get();
    lock.lock();
    try {
      backlog.ended(due, answer, outcome, at);
      if (outcome instanceof Outcome.Accepted && dialect.inquiry(due).isPresent()) {
        inquiries.accepted(due, at);
      }
    } finally {
      lock.unlock();
    }
    note(due, answer, outcome, at);
    try {
      observer.reported(Report.on(due, at, outcome));
    } catch (RuntimeException | Error e) { // whatever passes here ends this thread for good
      log.error("a report was not taken; it is due again", e);
    }
  }

  private Answer exchange(Due due, Attempt attempt) {
    try {
      var unreached = member.prepare(due, attempt.since());
      if (unreached.isPresent()) {
        return unreached.get();
      }
      return member.tell(dialect.request(due, attempt.form(), member.now()));
    } catch (UncheckedIOException e) {
      return new Answer.Unanswered(Answer.Why.UNREADABLE, words(requireNonNull(e.getCause())));
    } catch (RuntimeException | Error e) { // as of a library that is being replaced
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

  /** What this thread does next. */
  private sealed interface Errand {

    /** It sends, for the first time or again. */
    record Delivery(Due due, Attempt attempt) implements Errand {}

    /** It reads the member's counters. */
    record Reading() implements Errand {}

    /** It asks whether what was sent is held. */
    record Question(Due due) implements Errand {}
  }
}
