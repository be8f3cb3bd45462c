package dev.deadair.store;

import dev.deadair.alert.DedupKey;
import dev.deadair.liveness.Change;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory.RememberedStretch;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Remote;
import dev.deadair.liveness.Scrape.RuleGroup;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a value is written into a column, and read back. */
final class Cell {

  private static final DateTimeFormatter NINE_DIGITS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private Cell() {}

  /** {@code value} as the driver takes it; null stands for an empty one. */
  static @Nullable Object of(Object value) {
    return switch (value) {
      case Optional<?> maybe -> maybe.map(Cell::of).orElse(null);
      case Moment moment -> of(moment.wall());
      case Instant instant -> of(instant);
      case Duration duration -> duration.toString();
      case Subject subject -> subject.toString();
      case String _, Integer _, Long _, Double _, Boolean _ -> value;
      default -> throw new IllegalArgumentException("no column takes a " + value.getClass());
    };
  }

  static String of(Instant instant) {
    return NINE_DIGITS.format(instant);
  }

  static Instant instant(String cell) {
    return Instant.parse(cell);
  }

  /** Names have no slash of their own, so what {@link Subject} says of itself reads back. */
  static Subject subject(String cell) {
    var names = cell.split("/", -1);
    if (names[0].isEmpty() && names.length == 2) {
      return new Watcher(names[1]);
    }
    var site = new SiteId(names[0]);
    return switch (names.length) {
      case 1 -> site;
      case 2 -> new GroupId(site, names[1]);
      case 3 -> new InstanceId(new GroupId(site, names[1]), names[2]);
      default -> throw new IllegalArgumentException("no subject: " + cell);
    };
  }

  static String ofIntervals(Map<Duration, Double> intervals) {
    return intervals.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining("\n"));
  }

  static Map<Duration, Double> intervals(String cell) {
    var intervals = new HashMap<Duration, Double>();
    cell.lines()
        .map(line -> words(line, 2))
        .forEach(word -> intervals.put(Duration.parse(word[1]), Double.valueOf(word[0])));
    return intervals;
  }

  /** The name stands last in its line, and may hold anything. */
  static String ofRuleGroups(Map<String, RuleGroup> ruleGroups) {
    return ruleGroups.entrySet().stream()
        .map(
            each ->
                each.getValue().evaluations()
                    + " "
                    + each.getValue().lastSamples()
                    + "/"
                    + each.getValue().rules()
                    + " "
                    + escaped(each.getKey()))
        .collect(Collectors.joining("\n"));
  }

  static Map<String, RuleGroup> ruleGroups(String cell) {
    var ruleGroups = new HashMap<String, RuleGroup>();
    cell.lines()
        .map(line -> words(line, 3))
        .forEach(
            word -> {
              // One that was kept without the number of its rules counts as one rule.
              var last = word[1].split("/", 2);
              ruleGroups.put(
                  unescaped(word[2]),
                  new RuleGroup(
                      Double.parseDouble(word[0]),
                      Double.parseDouble(last[0]),
                      last.length > 1 ? Double.parseDouble(last[1]) : 1));
            });
    return ruleGroups;
  }

  /** Of what remotes have taken: what waits for them is no matter by the next look. */
  static String ofRemotes(Map<String, Remote> remotes) {
    return remotes.entrySet().stream()
        .flatMap(
            each ->
                each.getValue().taken().stream()
                    .map(taken -> of(taken) + " " + escaped(each.getKey())))
        .collect(Collectors.joining("\n"));
  }

  static Map<String, Remote> remotes(String cell) {
    var remotes = new HashMap<String, Remote>();
    cell.lines()
        .map(line -> words(line, 2))
        .forEach(
            word -> remotes.put(unescaped(word[1]), new Remote(Optional.of(instant(word[0])), 0)));
    return remotes;
  }

  static String ofSignals(Signals signals) {
    return signals.values().entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey().name())
        .collect(Collectors.joining("\n"));
  }

  /** A signal that a later version of ours dropped is left out. */
  static Signals signals(String cell) {
    var values = new EnumMap<Signal, Double>(Signal.class);
    var known = Stream.of(Signal.values()).collect(Collectors.toMap(Enum::name, each -> each));
    cell.lines()
        .map(line -> words(line, 2))
        .filter(word -> known.containsKey(word[1]))
        .forEach(word -> values.put(known.get(word[1]), Double.valueOf(word[0])));
    return new Signals(values);
  }

  /** The value stands last in its line, and may hold anything; a name holds no blank. */
  static String ofLabels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(each -> each.getKey() + " " + escaped(each.getValue()))
        .collect(Collectors.joining("\n"));
  }

  static SortedMap<String, String> labels(String cell) {
    var labels = new TreeMap<String, String>();
    cell.lines()
        .map(line -> words(line, 2))
        .forEach(word -> labels.put(word[0], unescaped(word[1])));
    return labels;
  }

  static String ofKeys(Collection<DedupKey> keys) {
    return keys.stream().map(each -> escaped(each.value())).collect(Collectors.joining("\n"));
  }

  static List<DedupKey> keys(String cell) {
    return cell.lines().map(line -> new DedupKey(unescaped(line))).toList();
  }

  /** Anything may be in either of a pair: a tab stands between. */
  static String ofPairs(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(each -> escapedAll(each.getKey()) + "\t" + escapedAll(each.getValue()))
        .collect(Collectors.joining("\n"));
  }

  static SortedMap<String, String> pairs(String cell) {
    var pairs = new TreeMap<String, String>();
    cell.lines()
        .map(line -> words(line, "\t", 2))
        .forEach(word -> pairs.put(unescaped(word[0]), unescaped(word[1])));
    return pairs;
  }

  static String ofChanges(List<Change> changes) {
    return changes.stream()
        .map(
            each ->
                String.join(
                    "\t",
                    of(each.at()),
                    each.kind().word(),
                    escapedAll(each.from()),
                    escapedAll(each.to())))
        .collect(Collectors.joining("\n"));
  }

  static List<Change> changes(String cell, InstanceId of) {
    return cell.lines()
        .map(line -> words(line, "\t", 4))
        .map(
            word ->
                new Change(
                    of,
                    ChangeTable.kind(word[1]),
                    unescaped(word[2]),
                    unescaped(word[3]),
                    instant(word[0])))
        .toList();
  }

  static String ofStretches(List<RememberedStretch> stretches) {
    return stretches.stream()
        .map(each -> of(each.from()) + " " + of(each.to()))
        .collect(Collectors.joining("\n"));
  }

  static List<RememberedStretch> stretches(String cell) {
    return cell.lines()
        .map(line -> words(line, 2))
        .map(word -> new RememberedStretch(instant(word[0]), instant(word[1])))
        .toList();
  }

  private static String[] words(String line, int count) {
    return words(line, " ", count);
  }

  private static String[] words(String line, String between, int count) {
    var words = line.split(between, count);
    if (words.length != count) {
      throw new IllegalArgumentException("not " + count + " words: " + line);
    }
    return words;
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String escapedAll(String text) {
    return escaped(text).replace("\t", "\\t");
  }

  private static String unescaped(String cell) {
    return cell.translateEscapes();
  }
}
