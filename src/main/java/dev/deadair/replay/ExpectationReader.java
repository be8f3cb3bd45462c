package dev.deadair.replay;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Severity;
import dev.deadair.diagnosis.Code;
import dev.deadair.liveness.Subject;
import dev.deadair.replay.Expectation.Span;
import dev.deadair.replay.Expectation.Which;
import dev.deadair.replay.Expectation.Which.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the lines that say what is to come of it. */
final class ExpectationReader {

  private static final Duration EVER = Duration.ofDays(36_600);
  private static final Set<String> SPANS = Set.of("", "between", "by", "after");
  private static final Set<String> LABELS = Set.of("code", "cause");
  private static final Set<String> WORDS =
      Set.of(
          "unknown", "starting", "producing", "idle", "stalled", "absent", "down", "crash-looping");

  private final Cast cast;
  private final Instant start;

  ExpectationReader(Cast cast, Instant start) {
    this.cast = cast;
    this.start = start;
  }

  /** After {@code page} or {@code warning}. */
  Expectation told(Severity severity, Words words) throws Wrong {
    return new Expectation.Told(words.line(), words.text(), which(severity, words), span(words));
  }

  /** After {@code resolved}. */
  Expectation resolved(Words words) throws Wrong {
    var which = which(Optional.empty(), words);
    return new Expectation.Resolved(words.line(), words.text(), which, span(words));
  }

  /** After {@code no}. */
  Expectation none(Words words) throws Wrong {
    var kind = words.word("page, warning or resolved");
    return switch (kind) {
      case "page" -> notTold(Severity.CRITICAL, words);
      case "warning" -> notTold(Severity.WARNING, words);
      case "resolved" -> {
        var which = whichever(Optional.empty(), words);
        yield new Expectation.NotResolved(words.line(), words.text(), which, span(words));
      }
      case "finding" -> {
        var instance = cast.instance(words.word("an instance"));
        var code =
            SPANS.contains(words.peek())
                ? Optional.<Code>empty()
                : Optional.of(findingCode(words.word("a finding's code")));
        yield new Expectation.NotFound(words.line(), words.text(), instance, code, span(words));
      }
      default ->
          throw new Wrong(
              "\"" + kind + "\" cannot be absent; use page, warning, resolved or finding");
    };
  }

  private Expectation notTold(Severity severity, Words words) throws Wrong {
    var which = whichever(Optional.of(severity), words);
    return new Expectation.NotTold(words.line(), words.text(), which, span(words));
  }

  /** After {@code finding}. */
  Expectation found(Words words) throws Wrong {
    var instance = cast.instance(words.word("an instance"));
    var code = findingCode(words.word("a finding's code"));
    return new Expectation.Found(words.line(), words.text(), instance, code, span(words));
  }

  private static Code findingCode(String word) throws Wrong {
    for (var code : Code.values()) {
      if (code.word().equals(word)) {
        return code;
      }
    }
    throw new Wrong(
        "\""
            + word
            + "\" is no finding; use one of "
            + Arrays.stream(Code.values()).map(Code::word).collect(Collectors.joining(", ")));
  }

  /** After {@code state}. */
  Expectation state(Words words) throws Wrong {
    var subject = cast.subject(words.word("a site, group or instance"));
    var word = words.word("a state");
    if (!WORDS.contains(word)) {
      throw new Wrong("\"" + word + "\" is no state; use one of " + sorted(WORDS));
    }
    if (words.take("at")) {
      var at = words.time(start);
      words.end();
      return new Expectation.InState(words.line(), words.text(), subject, word, new Span(at, at));
    }
    words.need("from");
    var from = words.time(start);
    words.need("to");
    var to = words.time(start);
    words.end();
    return new Expectation.InState(words.line(), words.text(), subject, word, ordered(from, to));
  }

  private Which which(Severity severity, Words words) throws Wrong {
    var which = which(Optional.of(severity), words);
    var name = which.name().orElseThrow();
    if (name.severity() != severity) {
      throw new Wrong(
          name.label()
              + " is "
              + (name.severity() == Severity.CRITICAL ? "a page" : "a warning")
              + "; begin the line with that");
    }
    return which;
  }

  private Which which(Optional<Severity> severity, Words words) throws Wrong {
    var name = alert(words.word("an alert name"));
    var subject = subject(words);
    if (subject.isEmpty()) {
      throw new Wrong("it does not say whom " + name.label() + " is about");
    }
    return new Which(severity, Optional.of(name), subject, label(words));
  }

  private Which whichever(Optional<Severity> severity, Words words) throws Wrong {
    if (SPANS.contains(words.peek())) {
      return new Which(severity, Optional.empty(), Optional.empty(), Optional.empty());
    }
    var name = Optional.of(alert(words.word("an alert name")));
    return new Which(severity, name, subject(words), label(words));
  }

  private static AlertName alert(String word) throws Wrong {
    for (var name : AlertName.values()) {
      if (name.label().equals(word)) {
        return name;
      }
    }
    throw new Wrong(
        "\""
            + word
            + "\" is no alert; use one of "
            + Arrays.stream(AlertName.values())
                .map(AlertName::label)
                .collect(Collectors.joining(", ")));
  }

  private Optional<Subject> subject(Words words) throws Wrong {
    return SPANS.contains(words.peek()) || LABELS.contains(words.peek())
        ? Optional.empty()
        : Optional.of(cast.subject(words.word("a subject")));
  }

  private static Optional<Label> label(Words words) throws Wrong {
    if (!LABELS.contains(words.peek())) {
      return Optional.empty();
    }
    var name = words.word("a label");
    return Optional.of(new Label(name, words.word("its value")));
  }

  private Span span(Words words) throws Wrong {
    var span = new Span(Duration.ZERO, EVER);
    if (words.take("between")) {
      var from = words.time(start);
      words.need("and");
      span = ordered(from, words.time(start));
    } else if (words.take("by")) {
      span = new Span(Duration.ZERO, words.time(start));
    } else if (words.take("after")) {
      span = new Span(words.time(start), EVER);
    }
    words.end();
    return span;
  }

  private static Span ordered(Duration from, Duration to) throws Wrong {
    if (to.compareTo(from) < 0) {
      throw new Wrong(Spans.text(to) + " is before " + Spans.text(from));
    }
    return new Span(from, to);
  }

  private static String sorted(Set<String> words) {
    return words.stream().sorted().collect(Collectors.joining(", "));
  }

  /** The last time that {@code expectation} names; zero where it names none. */
  static Duration horizon(Expectation expectation) {
    var span = expectation.span();
    return span.to().equals(EVER) ? span.from() : span.to();
  }
}
