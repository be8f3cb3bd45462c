package dev.deadair.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What stands at one path of a configuration.
 *
 * <p>Each way to read it answers nothing where it cannot be read so, and has then told the problem.
 */
final class Value {
  private static final Pattern MISSING_SUBSTITUTION = Pattern.compile("\\$\\{(?!\\?)[^}]*}");
  private static final int SHOWN = 80;

  private final String path;
  private final ConfigValue value;
  private final Problems problems;

  private Value(String path, ConfigValue value, Problems problems) {
    this.path = path;
    this.value = value;
    this.problems = problems;
  }

  /** The value at {@code path}, unless it is null or needs a substitution that is not there. */
  static Optional<Value> of(String path, ConfigValue value, Problems problems) {
    return switch (typeOf(value)) {
      case OBJECT, LIST, TEXT, NUMBER, TRUTH -> Optional.of(new Value(path, value, problems));
      case NULL -> {
        problems.error(value.origin(), path, path + " = null is no value; leave the key out");
        yield Optional.empty();
      }
      case UNRESOLVED -> {
        var missing = MISSING_SUBSTITUTION.matcher(value.render());
        problems.error(
            value.origin(),
            path,
            "%s needs %s, which neither this configuration nor the environment has; set it"
                .formatted(path, missing.find() ? missing.group() : "a substitution"));
        yield Optional.empty();
      }
    };
  }

  /** What HOCON can hold; a number is not text where its unit matters. */
  enum Type {
    OBJECT("an object"),
    LIST("a list"),
    TEXT("text"),
    NUMBER("a number"),
    TRUTH("a truth value"),
    NULL("null"),
    UNRESOLVED("a substitution");

    private final String word;

    Type(String word) {
      this.word = word;
    }
  }

  Type type() {
    return typeOf(value);
  }

  private static Type typeOf(ConfigValue value) {
    try {
      return switch (value.valueType()) {
        case OBJECT -> {
          // An object that is yet to be merged with a substitution admits it only when looked into.
          var _ = ((ConfigObject) value).isEmpty();
          yield Type.OBJECT;
        }
        case LIST -> Type.LIST;
        case STRING -> Type.TEXT;
        case NUMBER -> Type.NUMBER;
        case BOOLEAN -> Type.TRUTH;
        case NULL -> Type.NULL;
      };
    } catch (ConfigException.NotResolved missing) {
      return Type.UNRESOLVED;
    }
  }

  String path() {
    return path;
  }

  ConfigOrigin origin() {
    return value.origin();
  }

  /** Whether the operator set it, rather than {@code reference.conf}. */
  boolean isWritten() {
    return !Hocon.isDefault(value.origin());
  }

  Optional<Node> node() {
    return value instanceof ConfigObject object && type() == Type.OBJECT
        ? Optional.of(new Node(path, object, problems))
        : wrongType("{ … }");
  }

  /** Its elements that can be read; a problem told for each of the others. */
  Optional<List<Value>> list(String example) {
    if (!(value instanceof ConfigList list)) {
      return wrongType(example);
    }
    var elements = new ArrayList<Value>();
    for (var i = 0; i < list.size(); i++) {
      of(path + "[" + i + "]", list.get(i), problems).ifPresent(elements::add);
    }
    return Optional.of(List.copyOf(elements));
  }

  /** The same for a list that must not be empty: then {@code what} is told, after the path. */
  Optional<List<Value>> filledList(String example, String what) {
    if (value instanceof ConfigList list && list.isEmpty()) {
      wrongUnseen("is empty" + what);
      return Optional.empty();
    }
    return list(example);
  }

  /** Any scalar, as it was written. */
  Optional<String> text() {
    return text("text");
  }

  private Optional<String> text(String instead) {
    return switch (type()) {
      case TEXT, NUMBER, TRUTH -> Optional.of(scalar());
      case OBJECT, LIST, NULL, UNRESOLVED -> wrongType(instead);
    };
  }

  Optional<Duration> duration() {
    return parsed("a duration such as 10m", Durations::parse);
  }

  /** A duration that may be zero. */
  Optional<Duration> delay() {
    return parsed("a duration such as 60s", Durations::delay);
  }

  /** A share of a whole, from 0 to 1. */
  Optional<Double> share() {
    return parsed("a share such as 0.5", Value::share);
  }

  /** Yes or no. */
  Optional<Boolean> flag() {
    return parsed(
        "true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("is neither true nor false");
            });
  }

  /** Samples per second. */
  Optional<Double> rate() {
    return parsed("a rate such as 50", Value::rate);
  }

  private static double rate(String text) {
    double rate;
    try {
      rate = Double.parseDouble(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException("is no number; use samples per second", notOne);
    }
    if (!(rate >= 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException("is no rate; use samples per second, such as 50");
    }
    return rate;
  }

  /** Whether it is one word, and no object or list. */
  boolean isText() {
    return type() == Type.TEXT;
  }

  private static double share(String text) {
    double share;
    try {
      share = Double.parseDouble(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException("is no number; use a share such as 0.5", notOne);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("is no share of a whole; use one from 0 to 1");
    }
    return share;
  }

  /** The base address of a server, without a slash at its end. */
  Optional<URI> url() {
    return parsed("a URL such as \"http://host:9090\"", Urls::base);
  }

  /** An address for a person to follow; it may have a query and a fragment. */
  Optional<URI> link() {
    return parsed("a URL such as \"https://host/path\"", Urls::link);
  }

  /** Text that something may be called. */
  Optional<String> name() {
    var name = text("a name");
    var fault = name.flatMap(Naming::fault);
    fault.ifPresent(this::wrong);
    return fault.isPresent() ? Optional.empty() : name;
  }

  /**
   * What {@code parse} makes of its text.
   *
   * @param instead what should be there, if it has no text
   * @param parse throws an {@link IllegalArgumentException} whose message follows "x = y"
   */
  <T> Optional<T> parsed(String instead, Function<String, T> parse) {
    return text(instead)
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text));
              } catch (IllegalArgumentException fault) {
                wrong(String.valueOf(fault.getMessage()));
                return Optional.empty();
              }
            });
  }

  /** Tells a problem of a scalar, which begins with the path and the value. */
  void wrong(String what) {
    wrongUnseen("= " + shown(scalar()) + " " + what);
  }

  /** Tells a problem that begins with the path alone: for what nobody should see. */
  void wrongUnseen(String what) {
    problems.error(value.origin(), path, path + " " + what);
  }

  /** Tells a warning that begins with the path alone. */
  void warn(String what) {
    problems.warning(value.origin(), path, path + " " + what);
  }

  /** A problem that begins with the path alone, to be told when its time has come. */
  Problem problem(String what) {
    return Problems.problem(value.origin(), path, path + " " + what);
  }

  /** Where it stands, to point at it from elsewhere. */
  String place() {
    return Problems.place(value.origin());
  }

  private <T> Optional<T> wrongType(String instead) {
    wrongUnseen("is " + type().word + "; use " + instead);
    return Optional.empty();
  }

  private String scalar() {
    return value.atKey("value").getString("value");
  }

  /** Text as a problem shows it: short, printable, and without what stands before an "@". */
  private static String shown(String scalar) {
    var at = scalar.lastIndexOf('@');
    var seen = at < 0 ? scalar : "…" + scalar.substring(at);
    var printable = new StringBuilder();
    seen.codePoints()
        .limit(SHOWN)
        .forEach(
            each -> {
              if (Naming.unprintable(each)) {
                printable.append("\\u%04x".formatted(each));
              } else {
                printable.appendCodePoint(each);
              }
            });
    if (seen.length() > SHOWN) {
      printable.append('…');
    }
    return scalar.equals(scalar.strip()) && !scalar.isEmpty()
        ? printable.toString()
        : "\"" + printable + "\"";
  }
}
