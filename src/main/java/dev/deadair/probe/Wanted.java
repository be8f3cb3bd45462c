package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metrics a reading keeps, and of each the labels whose values it keeps.
 *
 * <p>A metric is what stands at the head of a sample: of a histogram, {@code _sum}, {@code _count}
 * and {@code _bucket} are wanted each by itself.
 */
final class Wanted {

  private final Map<String, Metric> byName = new HashMap<>();

  /** Names differ in length before they differ in bytes: most are turned away unread. */
  private final List<List<Metric>> byLength = new ArrayList<>();

  private Wanted(List<Metric> metrics) {
    for (var metric : metrics) {
      if (byName.putIfAbsent(metric.name.text, metric) != null) {
        throw new IllegalArgumentException("wanted twice: " + metric.name.text);
      }
      while (byLength.size() <= metric.name.length()) {
        byLength.add(new ArrayList<>());
      }
      byLength.get(metric.name.length()).add(metric);
    }
  }

  static Wanted of(List<Metric> metrics) {
    return new Wanted(metrics);
  }

  static Wanted of(Metric... metrics) {
    return new Wanted(List.of(metrics));
  }

  static Metric metric(String name, String... labels) {
    return new Metric(new Name(name), Stream.of(labels).map(Name::new).toList());
  }

  /** The metric whose name stands there, or null if it is not wanted. */
  @Nullable Metric find(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= byLength.size()) {
      return null;
    }
    for (var metric : byLength.get(length)) {
      if (metric.name.stands(bytes, from, to)) {
        return metric;
      }
    }
    return null;
  }

  /** Throws unless the metric and these labels of it are wanted. */
  void require(String name, String... labels) {
    var metric = byName.get(name);
    if (metric == null) {
      throw new IllegalArgumentException("not wanted: " + name);
    }
    for (var label : labels) {
      if (metric.labels.stream().noneMatch(kept -> kept.text.equals(label))) {
        throw new IllegalArgumentException("not wanted: label " + label + " of " + name);
      }
    }
  }

  /** A wanted metric and the labels kept of it. */
  static final class Metric {
    private final Name name;
    private final List<Name> labels;

    private Metric(Name name, List<Name> labels) {
      this.name = name;
      this.labels = labels;
    }

    String name() {
      return name.text;
    }

    /** The label whose name stands there, or null if its value is not kept. */
    @Nullable String find(byte[] bytes, int from, int to) {
      for (var label : labels) {
        if (label.stands(bytes, from, to)) {
          return label.text;
        }
      }
      return null;
    }
  }

  /** A name and the bytes it arrives in. */
  private static final class Name {
    private final String text;
    private final byte[] utf8;

    private Name(String text) {
      this.text = text;
      this.utf8 = text.getBytes(UTF_8);
    }

    int length() {
      return utf8.length;
    }

    boolean stands(byte[] bytes, int from, int to) {
      return Arrays.equals(utf8, 0, utf8.length, bytes, from, to);
    }
  }
}
