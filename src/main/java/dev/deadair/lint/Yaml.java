package dev.deadair.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a YAML or JSON document and where it stands, read as Go's yaml reads it into what it
 * wants: any scalar is text where text is wanted.
 */
final class Yaml {

  private static final int LARGEST = 16 * 1024 * 1024;
  private static final int DEEPEST = 100;

  // Words of YAML 1.1, which Go still takes where it wants a truth value.
  private static final Set<String> YES = Set.of("true", "yes", "on", "y");
  private static final Set<String> NO = Set.of("false", "no", "off", "n");

  private final Optional<Node> node;
  private final int depth;

  private Yaml(Optional<Node> node, int depth) {
    this.node = node;
    this.depth = depth;
  }

  static Yaml parse(String text) throws NotUnderstood {
    var settings = LoadSettings.builder().setCodePointLimit(LARGEST).setUseMarks(true).build();
    try {
      return new Yaml(new Compose(settings).composeString(text), 0);
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new NotUnderstood(line, "is no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new NotUnderstood(1, "is no YAML: " + e.getMessage());
    }
  }

  /** The value of {@code key}; empty where there is none, or null. */
  Optional<Yaml> get(String key) throws NotUnderstood {
    return Optional.ofNullable(entries().get(key)).filter(each -> !each.isNull());
  }

  /** Whether there is such a key, be its value null. */
  boolean has(String key) throws NotUnderstood {
    return entries().containsKey(key);
  }

  /** All keys with their values, those that it merges included. */
  Map<String, Yaml> entries() throws NotUnderstood {
    if (isNull()) {
      return Map.of();
    }
    if (!(node.orElseThrow() instanceof MappingNode mapping)) {
      throw wrong("should have keys and values");
    }
    var entries = new LinkedHashMap<String, Yaml>();
    for (var tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw wrong("has a key that is no text");
      }
      var value = new Yaml(Optional.of(tuple.getValueNode()), deeper());
      if (key.getValue().equals("<<")) {
        for (var merged : value.isList() ? value.items() : List.of(value)) {
          merged.entries().forEach(entries::putIfAbsent);
        }
      } else {
        entries.put(key.getValue(), value);
      }
    }
    return entries;
  }

  List<Yaml> items() throws NotUnderstood {
    if (isNull()) {
      return List.of();
    }
    if (!(node.orElseThrow() instanceof SequenceNode sequence)) {
      throw wrong("should be a list");
    }
    var items = new ArrayList<Yaml>();
    for (var each : sequence.getValue()) {
      items.add(new Yaml(Optional.of(each), deeper()));
    }
    return items;
  }

  /** The list under {@code key}; empty where there is none. */
  List<Yaml> items(String key) throws NotUnderstood {
    var value = get(key);
    return value.isPresent() ? value.get().items() : List.of();
  }

  List<String> texts(String key) throws NotUnderstood {
    var texts = new ArrayList<String>();
    for (var each : items(key)) {
      texts.add(each.text());
    }
    return texts;
  }

  Optional<String> text(String key) throws NotUnderstood {
    var value = get(key);
    return value.isPresent() ? Optional.of(value.get().text()) : Optional.empty();
  }

  String text() throws NotUnderstood {
    if (isNull()) {
      return "";
    }
    if (!(node.orElseThrow() instanceof ScalarNode scalar)) {
      throw wrong("should be text");
    }
    return scalar.getValue();
  }

  boolean truth(String key, boolean otherwise) throws NotUnderstood {
    var value = get(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    var word = value.get().text().toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      throw value.get().wrong("should be true or false");
    }
    return YES.contains(word);
  }

  /** Key and text of a flat mapping. */
  Map<String, String> flat() throws NotUnderstood {
    var flat = new LinkedHashMap<String, String>();
    for (var each : entries().entrySet()) {
      flat.put(each.getKey(), each.getValue().text());
    }
    return flat;
  }

  boolean isNull() {
    return node.map(each -> each instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL))
        .orElse(true);
  }

  private boolean isList() {
    return node.filter(SequenceNode.class::isInstance).isPresent();
  }

  /** Where it begins, counted from 1. */
  int line() {
    return node.flatMap(Node::getStartMark).map(mark -> mark.getLine() + 1).orElse(1);
  }

  NotUnderstood wrong(String what) {
    return new NotUnderstood(line(), what);
  }

  private int deeper() throws NotUnderstood {
    if (depth == DEEPEST) {
      throw wrong("is nested too deeply"); // or refers to itself
    }
    return depth + 1;
  }

  @Override
  public String toString() {
    return node.map(Object::toString).stream().collect(Collectors.joining());
  }

  /** Why a document is not what it should be. */
  static final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    NotUnderstood(int line, String what) {
      super(what);
      this.line = line;
    }

    int line() {
      return line;
    }

    /** What is wrong, as text. */
    String what() {
      return String.valueOf(getMessage());
    }
  }
}
