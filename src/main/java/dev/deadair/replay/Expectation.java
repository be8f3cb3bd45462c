package dev.deadair.replay;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Severity;
import dev.deadair.diagnosis.Code;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a line of a scenario demands of the timeline. */
sealed interface Expectation {

  int line();

  /** As it was written. */
  String text();

  Span span();

  /** What was found instead; empty where the timeline is as demanded. */
  Optional<String> unmet(Timeline timeline);

  /** From one time to another, both included. */
  record Span(Duration from, Duration to) {
    boolean has(Duration time) {
      return time.compareTo(from) >= 0 && time.compareTo(to) <= 0;
    }
  }

  /** Which alerts a line is about; what is left out is any. */
  record Which(
      Optional<Severity> severity,
      Optional<AlertName> name,
      Optional<Subject> subject,
      Optional<Label> label) {

    /** What tells alerts of one name about one subject apart, such as a finding's code. */
    record Label(String name, String value) {}

    boolean fits(Entry.AboutIncident entry) {
      var alert = entry.incident().alert();
      return severity.filter(each -> each != alert.severity()).isEmpty()
          && name.filter(each -> each != alert.name()).isEmpty()
          && subject.filter(each -> !each.equals(alert.subject())).isEmpty()
          && label.filter(each -> !each.value().equals(alert.more().get(each.name()))).isEmpty();
    }
  }

  /** Somebody is told that it began. */
  record Told(int line, String text, Which which, Span span) implements Expectation {
    @Override
    public Optional<String> unmet(Timeline timeline) {
      return missing(timeline.told().filter(which::fits), span);
    }

    /** Whether it is this line that speaks of {@code entry}. */
    boolean expects(Entry.Told entry) {
      return which.fits(entry) && span.has(entry.at());
    }
  }

  /** Somebody is told that it is over. */
  record Resolved(int line, String text, Which which, Span span) implements Expectation {
    @Override
    public Optional<String> unmet(Timeline timeline) {
      return missing(timeline.resolved().filter(which::fits), span);
    }
  }

  /** Nobody is told anything of the kind. */
  record NotTold(int line, String text, Which which, Span span) implements Expectation {
    @Override
    public Optional<String> unmet(Timeline timeline) {
      return excess(timeline.told().filter(which::fits), span);
    }
  }

  /** Nobody is told that anything of the kind is over. */
  record NotResolved(int line, String text, Which which, Span span) implements Expectation {
    @Override
    public Optional<String> unmet(Timeline timeline) {
      return excess(timeline.resolved().filter(which::fits), span);
    }
  }

  /** A state holds all the time. */
  record InState(int line, String text, Subject subject, String word, Span span)
      implements Expectation {
    @Override
    public Optional<String> unmet(Timeline timeline) {
      return timeline.states(subject, span).entrySet().stream()
          .filter(each -> !each.getValue().equals(word))
          .findFirst()
          .map(each -> each.getValue() + " at " + Spans.text(each.getKey()));
    }
  }

  /** Something is found to be wrong with an instance. */
  record Found(int line, String text, InstanceId instance, Code code, Span span)
      implements Expectation {
    @Override
    public Optional<String> unmet(Timeline timeline) {
      var found =
          timeline
              .found()
              .filter(each -> each.instance().equals(instance) && each.finding().code() == code)
              .toList();
      return found.stream().anyMatch(each -> span.has(each.at()))
          ? Optional.empty()
          : Optional.of(found.isEmpty() ? "none" : findings(found.stream()));
    }
  }

  /** Nothing, or nothing of a kind, is found to be wrong with an instance. */
  record NotFound(int line, String text, InstanceId instance, Optional<Code> code, Span span)
      implements Expectation {
    @Override
    public Optional<String> unmet(Timeline timeline) {
      var found =
          timeline
              .found()
              .filter(each -> each.instance().equals(instance) && span.has(each.at()))
              .filter(each -> code.filter(other -> other != each.finding().code()).isEmpty())
              .toList();
      return found.isEmpty() ? Optional.empty() : Optional.of(findings(found.stream()));
    }
  }

  private static String findings(Stream<Entry.Found> found) {
    return found
        .map(each -> each.finding().code().word() + " at " + Spans.text(each.at()))
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> missing(Stream<? extends Entry.AboutIncident> found, Span span) {
    var all = found.toList();
    if (all.stream().anyMatch(each -> span.has(each.at()))) {
      return Optional.empty();
    }
    return Optional.of(all.isEmpty() ? "none" : words(all.stream()));
  }

  private static Optional<String> excess(Stream<? extends Entry.AboutIncident> found, Span span) {
    var within = found.filter(each -> span.has(each.at())).toList();
    return within.isEmpty() ? Optional.empty() : Optional.of(words(within.stream()));
  }

  private static String words(Stream<? extends Entry.AboutIncident> entries) {
    return entries
        .map(each -> each.incident().alert() + " at " + Spans.text(each.at()))
        .collect(Collectors.joining(", "));
  }
}
