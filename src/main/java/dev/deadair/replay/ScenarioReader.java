package dev.deadair.replay;

import dev.deadair.alert.Severity;
import dev.deadair.liveness.Inventory;
import dev.deadair.replay.Scenario.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads a scenario line by line; reading goes on after each problem. */
final class ScenarioReader {

  private static final Duration LONGEST = Duration.ofDays(60);

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final Cast cast = new Cast();
  private final List<Event> events = new ArrayList<>();
  private final List<Expectation> expectations = new ArrayList<>();
  private Instant start = Instant.parse("2026-01-01T00:00:00Z");
  private Duration poll = Duration.ofSeconds(15);
  private Duration timeout = Duration.ofSeconds(10);
  private Patience patience = Patience.DEFAULT;
  private Optional<Duration> end = Optional.empty();

  private ScenarioReader(String file) {
    this.file = file;
  }

  static Result read(String file, List<String> lines) {
    var reader = new ScenarioReader(file);
    for (var i = 0; i < lines.size(); i++) {
      var words = Words.of(i + 1, lines.get(i));
      if (!words.isOver()) {
        reader.tryLine(words);
      }
    }
    return reader.result();
  }

  private void tryLine(Words words) {
    try {
      line(words);
    } catch (Wrong wrong) {
      problems.add(new Problem(file, words.line(), wrong.text()));
    }
  }

  private void line(Words words) throws Wrong {
    var first = words.word("something");
    switch (first) {
      case "start" -> {
        above(first);
        start = Words.instant(words.word("a date"));
        words.end();
      }
      case "poll" -> {
        above(first);
        poll = wholeSeconds(words.positive(first));
        words.end();
      }
      case "timeout" -> {
        above(first);
        timeout = words.positive(first);
        words.end();
      }
      case "window", "warn-after", "clear-after", "coverage" -> {
        above(first);
        patience = checked(patience.with(Words.of(words.line(), words.text())));
      }
      case "end" -> end = Optional.of(last(words));
      case "site" -> {
        var name = words.word("its name");
        var from =
            words.take("expected-from")
                ? Optional.of(start.plus(words.time(start)))
                : Optional.<Instant>empty();
        cast.site(name, limits(patience, words));
        from.ifPresent(cast::expectedFrom);
      }
      case "group" -> {
        var name = words.word("its name");
        var expect =
            words.take("expect")
                ? OptionalInt.of(words.number("number of replicas"))
                : OptionalInt.empty();
        cast.group(name, limits(cast.patience(patience), words));
        expect.ifPresent(cast::expect);
      }
      case "at" -> events.addAll(new EventReader(cast, start).at(words));
      case "from" -> events.addAll(new EventReader(cast, start).fromTo(words));
      case "page" -> expectations.add(expecting().told(Severity.CRITICAL, words));
      case "warning" -> expectations.add(expecting().told(Severity.WARNING, words));
      case "resolved" -> expectations.add(expecting().resolved(words));
      case "no" -> expectations.add(expecting().none(words));
      case "finding" -> expectations.add(expecting().found(words));
      case "state" -> expectations.add(expecting().state(words));
      default -> cast.add(RoleReader.read(cast.instance(first, patience), words));
    }
  }

  /** Said at the line that it stands on, rather than at the end. */
  private Patience checked(Patience written) throws Wrong {
    written.limits(poll);
    return written;
  }

  /** A site with wrong limits is there all the same: one mistake is one problem. */
  private Patience limits(Patience above, Words words) {
    try {
      return checked(above.with(words));
    } catch (Wrong wrong) {
      problems.add(new Problem(file, words.line(), wrong.text()));
      return above;
    }
  }

  private ExpectationReader expecting() {
    return new ExpectationReader(cast, start);
  }

  /** What holds for everything stands above everything. */
  private void above(String setting) throws Wrong {
    if (!cast.isEmpty()) {
      throw new Wrong(setting + " holds for the whole scenario; write it above the first site");
    }
  }

  private static Duration wholeSeconds(Duration span) throws Wrong {
    if (span.toNanosPart() != 0) {
      throw new Wrong("poll is no whole number of seconds, which a turn takes");
    }
    return span;
  }

  private Duration last(Words words) throws Wrong {
    var time = words.time(start);
    words.end();
    return time;
  }

  private Result result() {
    var inventory = problems.isEmpty() ? inventory() : null;
    var length = end.orElseGet(this::latest);
    if (problems.isEmpty() && length.compareTo(LONGEST) > 0) {
      whole("it lasts " + Spans.text(length) + "; use at most " + Spans.text(LONGEST));
    }
    if (problems.isEmpty()) {
      checkSeries(length);
    }
    if (!problems.isEmpty() || inventory == null) {
      return new Result.Broken(List.copyOf(problems));
    }
    return new Result.Loaded(
        new Scenario(file, start, inventory, timeout, cast.roles(), events, expectations, length));
  }

  private @Nullable Inventory inventory() {
    if (cast.isEmpty()) {
      whole("it has no instance; write one, such as prom-a 0+1000x40");
    }
    if (expectations.isEmpty()) {
      whole("it expects nothing; write what is to come of it, such as no page");
    }
    if (timeout.compareTo(poll) > 0) {
      whole("timeout %s is longer than a poll".formatted(Spans.text(timeout)));
    }
    try {
      return cast.inventory(poll);
    } catch (Wrong wrong) {
      whole(wrong.text());
      return null;
    }
  }

  /** Without an {@code end}, it ends with the last thing that it speaks of, and a turn. */
  private Duration latest() {
    var latest = Duration.ZERO;
    for (var event : events) {
      latest = later(latest, event.at());
    }
    for (var each : expectations) {
      latest = later(latest, ExpectationReader.horizon(each));
    }
    for (var role : cast.roles()) {
      if (role instanceof Role.Written written) {
        latest = later(latest, poll.multipliedBy(written.values().size()));
      }
    }
    return latest.plusSeconds(1);
  }

  private void checkSeries(Duration length) {
    for (var role : cast.roles()) {
      if (role instanceof Role.Written(var id, var values)) {
        var missing = length.minus(poll.multipliedBy(values.size()).plusSeconds(1));
        if (missing.isPositive()) {
          whole(
              "the series of %s ends before the scenario does; write %d values more"
                  .formatted(id, missing.toSeconds() / poll.toSeconds() + 1));
        }
      }
    }
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void whole(String text) {
    problems.add(new Problem(file, 0, text));
  }
}
