package dev.deadair.config;

import dev.deadair.alert.Alert;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receiver.Nature.Edge;
import dev.deadair.alert.Receiver.Nature.Level;
import dev.deadair.alert.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the receivers, each twice over: what is due to it, and how it is reached. */
final class ReceiversReader {
  private static final String TYPES = "alertmanager, pagerduty or webhook";
  private static final Set<String> MARKS =
      Set.of("type", "urls", "url", "routing-key", "routing-key-file", "secret", "secret-file");
  private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
  private static final String PATH = "\"\"\"{}/{severity=\"critical\"}\"\"\"";
  private static final String BY = "[alertname, site]";
  private static final int ROUTING_KEY = 32;

  private final List<Receiver> receivers = new ArrayList<>();
  private final List<ReceiverSettings> settings = new ArrayList<>();

  List<Receiver> receivers() {
    return List.copyOf(receivers);
  }

  List<ReceiverSettings> settings() {
    return List.copyOf(settings);
  }

  void read(Node node) {
    if (node.keys().isEmpty()) {
      node.wrong("is empty: nobody would be told; name at least one receiver");
    }
    for (var name : node.keys()) {
      var fault = Naming.fault(name);
      if (fault.isPresent()) {
        node.wrongKey(name, fault.get());
      } else {
        node.node(name).ifPresent(receiver -> receiver(name, receiver));
      }
    }
  }

  private void receiver(String name, Node node) {
    var written = node.get("type");
    switch (written.flatMap(Value::text).orElse(name)) {
      case "alertmanager" -> alertmanager(name, node);
      case "pagerduty" -> pagerDuty(name, node);
      case "webhook" -> webhook(name, node);
      default -> {
        if (written.isPresent()) {
          written.get().wrong("is no type of receiver; use " + TYPES);
        } else if (!node.has("type") && !node.dotted(MARKS)) {
          node.wrong("has no type and is not called like one; add type = " + TYPES);
        }
      }
    }
  }

  private void alertmanager(String name, Node node) {
    var urls = node.require("urls", "[\"http://host:9093\"]").flatMap(ReceiversReader::urls);
    var severity = minSeverity(node).orElse(Severity.WARNING);
    var labels = node.node("labels").map(ReceiversReader::labels).orElse(Map.of());
    var connection = ConnectionReader.toReceiver(node);
    if (node.has("repeat-interval")) {
      node.wrongKey("repeat-interval", "is Alertmanager's own; set repeat_interval in its route");
    }
    var after = node.get("after").flatMap(Value::delay).orElse(Duration.ZERO);
    var folding = node.node("group-key").flatMap(ReceiversReader::folding);
    node.dotted(MARKS);
    node.done();
    urls.filter(list -> !list.isEmpty())
        .ifPresent(
            list -> {
              var members = list.stream().map(URI::toString).toList();
              receivers.add(
                  new Receiver(name, Level.DEFAULT, severity, members, labels, after, folding));
              settings.add(new ReceiverSettings.Alertmanager(name, list, connection));
            });
  }

  private static Optional<Receiver.Folding> folding(Node node) {
    var route =
        node.require("route", PATH).flatMap(value -> value.parsed(PATH, ReceiversReader::path));
    var by = node.get("by").flatMap(value -> value.filledList(BY, "; or leave it out for all"));
    node.done();
    var names = new LinkedHashSet<String>();
    for (var each : by.orElse(List.of())) {
      each.text().ifPresent(names::add);
    }
    return route.map(path -> new Receiver.Folding(path, names.contains("...") ? Set.of() : names));
  }

  /** As Alertmanager writes it: the matchers of each route from the root on. */
  private static String path(String text) {
    if (!text.matches("\\{.*}(/\\{.*})*")) {
      throw new IllegalArgumentException("is no path of routes; use one like " + PATH);
    }
    return text;
  }

  private void pagerDuty(String name, Node node) {
    var url = node.get("url").map(Value::url).orElse(Optional.of(PAGERDUTY));
    var key = SecretReader.required(node, "routing-key", ReceiversReader::keyFault);
    var severity = minSeverity(node).orElse(Severity.CRITICAL);
    var labels = node.node("labels").map(ReceiversReader::labels).orElse(Map.of());
    var repeat = node.get("repeat-interval").flatMap(Value::duration);
    var connection = ConnectionReader.toReceiver(node);
    var after = node.get("after").flatMap(Value::delay).orElse(Duration.ZERO);
    node.dotted(MARKS);
    node.done();
    if (url.isPresent() && key.isPresent()) {
      var nature = repeat.map(Edge::new).orElse(Edge.DEFAULT);
      receivers.add(new Receiver(name, nature, severity, List.of(name), labels, after));
      settings.add(new ReceiverSettings.PagerDuty(name, url.get(), key.get(), connection));
    }
  }

  private void webhook(String name, Node node) {
    var url = node.require("url", "\"https://host/path\"").flatMap(Value::url);
    var secret = SecretReader.optional(node, "secret");
    var pages = node.get("pages").flatMap(Value::flag).orElse(false);
    var severity = minSeverity(node).orElse(Severity.WARNING);
    var labels = node.node("labels").map(ReceiversReader::labels).orElse(Map.of());
    var repeat = node.get("repeat-interval").flatMap(Value::duration);
    var connection = ConnectionReader.toReceiver(node);
    var after = node.get("after").flatMap(Value::delay).orElse(Duration.ZERO);
    node.dotted(MARKS);
    node.done();
    if (url.isPresent()) {
      var nature = new Edge(repeat.orElse(Edge.DEFAULT.repeat()), false, pages);
      receivers.add(new Receiver(name, nature, severity, List.of(name), labels, after));
      settings.add(new ReceiverSettings.Webhook(name, url.get(), secret, connection));
    }
  }

  private static Optional<String> keyFault(String key) {
    return key.length() == ROUTING_KEY
        ? Optional.empty()
        : Optional.of(
            "holds %d characters; a routing key has %d".formatted(key.length(), ROUTING_KEY));
  }

  private static Optional<List<URI>> urls(Value value) {
    return value
        .filledList("[\"http://host:9093\"]", "; name every member")
        .map(
            members -> {
              var urls = new LinkedHashSet<URI>();
              for (var each : members) {
                var url = each.url();
                if (url.isPresent() && !urls.add(url.get())) {
                  each.wrong("is there twice; name each member once");
                }
              }
              return List.copyOf(urls);
            });
  }

  private static Optional<Severity> minSeverity(Node node) {
    return node.get("min-severity")
        .flatMap(value -> value.parsed("warning or critical", ReceiversReader::severity));
  }

  static Severity severity(String text) {
    return switch (text) {
      case "warning" -> Severity.WARNING;
      case "critical" -> Severity.CRITICAL;
      default -> throw new IllegalArgumentException("is no severity; use warning or critical");
    };
  }

  private static Map<String, String> labels(Node node) {
    var labels = new TreeMap<String, String>();
    for (var name : node.keys()) {
      if (Alert.IDENTITY.contains(name)) {
        node.wrongKey(name, "is a label that alerts have already; use another name");
      } else if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
        node.wrongKey(
            name, "is no name of a label; use letters, digits and underscores, no digit first");
      } else {
        node.get(name).flatMap(Value::text).ifPresent(text -> labels.put(name, text));
      }
    }
    return labels;
  }
}
