package dev.deadair.lint;

import dev.deadair.alert.Matcher;
import dev.deadair.alert.Matcher.Op;
import dev.deadair.alert.Silence;
import dev.deadair.lint.Yaml.NotUnderstood;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads the silences of an Alertmanager: the answer to {@code GET /api/v2/silences}. */
public final class SilencesReader {

  /** Of a comment, which may be anything. */
  private static final int LONGEST_TEXT = 1024;

  private SilencesReader() {}

  /** What came of reading. */
  public sealed interface Result {

    /** Those that go on, and those that are to come. */
    record Read(List<Silence> silences) implements Result {
      public Read {
        silences = List.copyOf(silences);
      }
    }

    record NotRead(String why) implements Result {}
  }

  public static Result silences(String json) {
    try {
      var silences = new ArrayList<Silence>();
      for (var each : Yaml.parse(json).items()) {
        // Those that are over stay in the list for five days.
        if (!state(each).equals("expired")) {
          silences.add(silence(each));
        }
      }
      return new Result.Read(silences);
    } catch (NotUnderstood e) {
      return new Result.NotRead("a list of silences that " + e.what());
    }
  }

  private static String state(Yaml silence) throws NotUnderstood {
    var status = silence.get("status");
    return status.isPresent() ? status.get().text("state").orElse("") : "";
  }

  private static Silence silence(Yaml silence) throws NotUnderstood {
    var matchers = new ArrayList<Matcher>();
    for (var each : silence.items("matchers")) {
      matchers.add(matcher(each));
    }
    return new Silence(
        silence.text("id").orElse(""),
        matchers,
        instant(silence, "startsAt"),
        instant(silence, "endsAt"),
        bounded(silence.text("createdBy").orElse("")),
        bounded(silence.text("comment").orElse("")));
  }

  private static Matcher matcher(Yaml matcher) throws NotUnderstood {
    var equal = matcher.truth("isEqual", true); // unknown before 0.22
    var op =
        matcher.truth("isRegex", false)
            ? (equal ? Op.REGEX : Op.NOT_REGEX)
            : (equal ? Op.EQUAL : Op.NOT_EQUAL);
    try {
      return Matcher.of(matcher.text("name").orElse(""), op, matcher.text("value").orElse(""));
    } catch (IllegalArgumentException e) {
      throw matcher.wrong("has a matcher that is none: " + e.getMessage());
    }
  }

  private static Instant instant(Yaml silence, String key) throws NotUnderstood {
    try {
      return OffsetDateTime.parse(silence.text(key).orElse("")).toInstant();
    } catch (DateTimeException _) {
      throw silence.wrong("has no time as its " + key);
    }
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
