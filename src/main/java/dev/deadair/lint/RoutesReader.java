package dev.deadair.lint;

import dev.deadair.alert.Matcher;
import dev.deadair.alert.Matcher.Op;
import dev.deadair.alert.Routes;
import dev.deadair.alert.Routes.Contact;
import dev.deadair.alert.Routes.GroupBy;
import dev.deadair.alert.Routes.InhibitRule;
import dev.deadair.alert.Routes.Integration;
import dev.deadair.alert.Routes.Node;
import dev.deadair.alert.Routes.Timing;
import dev.deadair.lint.Yaml.NotUnderstood;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads how an Alertmanager routes: from its configuration file, or from its own status. */
public final class RoutesReader {

  /** Integrations that do not tell of the end unless asked to. */
  private static final Set<String> QUIET_AT_THE_END = Set.of("email", "slack", "wechat");

  private static final String CONFIGS = "_configs";
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long[] MILLIS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };

  private RoutesReader() {}

  /** What came of reading. */
  public sealed interface Result {

    /** It is understood. */
    record Read(Routes routes) implements Result {}

    /** It is not; {@code why} is worded to follow the place. */
    record NotRead(int line, String why) implements Result {}
  }

  /** Reads a configuration, as it is written in a file. */
  public static Result configuration(String yaml) {
    try {
      return new Result.Read(routes(Yaml.parse(yaml)));
    } catch (NotUnderstood e) {
      return new Result.NotRead(e.line(), e.what());
    }
  }

  /** Reads the answer to {@code GET /api/v2/status}, which has the configuration in it. */
  public static Result status(String json) {
    try {
      var config = Yaml.parse(json).get("config");
      var original = config.isPresent() ? config.get().text("original") : Optional.<String>empty();
      return original.isPresent()
          ? configuration(original.get())
          : new Result.NotRead(1, "shows no configuration: no Alertmanager's status");
    } catch (NotUnderstood e) {
      return new Result.NotRead(e.line(), e.what());
    }
  }

  private static Routes routes(Yaml document) throws NotUnderstood {
    var root = document.get("route").orElseThrow(() -> document.wrong("has no route"));
    var contacts = new LinkedHashMap<String, Contact>();
    for (var each : document.items("receivers")) {
      var contact = contact(each);
      contacts.put(contact.name(), contact);
    }
    var rules = new ArrayList<InhibitRule>();
    for (var each : document.items("inhibit_rules")) {
      rules.add(inhibitRule(each));
    }
    return new Routes(node(root), contacts, rules);
  }

  private static Node node(Yaml route) throws NotUnderstood {
    var children = new ArrayList<Node>();
    for (var each : route.items("routes")) {
      children.add(node(each));
    }
    return new Node(
        matchers(route, "match", "match_re", "matchers"),
        route.truth("continue", false),
        route.text("receiver").filter(name -> !name.isEmpty()),
        groupBy(route),
        new Timing(
            duration(route, "group_wait"),
            duration(route, "group_interval"),
            duration(route, "repeat_interval")),
        route.texts("mute_time_intervals"),
        route.texts("active_time_intervals"),
        children);
  }

  /** An empty list is nothing to group by; up to 0.28 Alertmanager took the parent's instead. */
  private static Optional<GroupBy> groupBy(Yaml route) throws NotUnderstood {
    if (route.get("group_by").isEmpty()) {
      return Optional.empty();
    }
    var names = route.texts("group_by");
    return Optional.of(
        names.contains("...") ? new GroupBy.All() : new GroupBy.Labels(Set.copyOf(names)));
  }

  private static List<Matcher> matchers(Yaml node, String equal, String regex, String lines)
      throws NotUnderstood {
    var matchers = new ArrayList<Matcher>();
    for (var each : flat(node, equal).entrySet()) {
      matchers.add(matcher(node, each.getKey(), Op.EQUAL, each.getValue()));
    }
    for (var each : flat(node, regex).entrySet()) {
      // Its key shows that Alertmanager anchors these before it makes matchers of them.
      matchers.add(matcher(node, each.getKey(), Op.REGEX, "^(?:" + each.getValue() + ")$"));
    }
    for (var line : node.items(lines)) {
      try {
        matchers.addAll(MatcherReader.read(line.text()));
      } catch (IllegalArgumentException e) {
        throw line.wrong(String.valueOf(e.getMessage()));
      }
    }
    return matchers;
  }

  private static Matcher matcher(Yaml node, String label, Op op, String value)
      throws NotUnderstood {
    try {
      return Matcher.of(label, op, value);
    } catch (IllegalArgumentException e) {
      throw node.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> flat(Yaml node, String key) throws NotUnderstood {
    var value = node.get(key);
    return value.isPresent() ? value.get().flat() : Map.of();
  }

  private static Contact contact(Yaml receiver) throws NotUnderstood {
    var integrations = new ArrayList<Integration>();
    for (var each : receiver.entries().entrySet()) {
      if (each.getKey().endsWith(CONFIGS)) {
        var kind = each.getKey().substring(0, each.getKey().length() - CONFIGS.length());
        for (var config : each.getValue().items()) {
          var atTheEnd = config.truth("send_resolved", !QUIET_AT_THE_END.contains(kind));
          integrations.add(new Integration(kind, atTheEnd));
        }
      }
    }
    return new Contact(receiver.text("name").orElse(""), integrations);
  }

  private static InhibitRule inhibitRule(Yaml rule) throws NotUnderstood {
    return new InhibitRule(
        matchers(rule, "source_match", "source_match_re", "source_matchers"),
        matchers(rule, "target_match", "target_match_re", "target_matchers"),
        new LinkedHashSet<>(rule.texts("equal")));
  }

  private static Optional<Duration> duration(Yaml node, String key) throws NotUnderstood {
    var value = node.get(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    var text = value.get().text();
    var parts = DURATION.matcher(text);
    if (text.isEmpty() || !(text.equals("0") || parts.matches())) {
      throw value.get().wrong("'%s' is no duration".formatted(text));
    }
    var millis = 0L;
    for (int i = 0; i < MILLIS.length && !text.equals("0"); i++) {
      var count = parts.group(i + 1);
      millis += count == null ? 0 : Long.parseLong(count) * MILLIS[i];
    }
    return Optional.of(Duration.ofMillis(millis));
  }
}
