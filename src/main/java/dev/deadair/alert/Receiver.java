package dev.deadair.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where notifications go, as far as deciding what is due depends on it.
 *
 * @param name as configured; a label of metrics and a key of the journal
 * @param members what is posted to, each on its own: every Alertmanager of a cluster; one name
 *     where there is only one
 * @param minSeverity less urgent alerts are not for it
 * @param labels added to every alert on its way out; no part of its identity
 * @param after how long the others have to prove that they told somebody; zero for a receiver that
 *     is told at once
 * @param folding how an Alertmanager folds alerts, where that is configured and not to be read from
 *     it
 */
public record Receiver(
    String name,
    Nature nature,
    Severity minSeverity,
    List<String> members,
    Map<String, String> labels,
    Duration after,
    Optional<Folding> folding) {

  public Receiver {
    members = List.copyOf(members);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    if (members.isEmpty()) {
      throw new IllegalArgumentException("receiver " + name + " has no member");
    }
    if (after.isNegative()) {
      throw new IllegalArgumentException("receiver " + name + " is told before anything is wrong");
    }
  }

  /**
   * How an Alertmanager folds alerts into one notification.
   *
   * @param route the path of its group keys, such as {@code {}/{severity="critical"}}
   * @param by the labels it groups by; empty where it groups by all
   */
  public record Folding(String route, Set<String> by) {
    public Folding {
      by = Set.copyOf(by);
    }

    DedupKey key(Map<String, String> labels) {
      var kept = new TreeMap<>(labels);
      if (!by.isEmpty()) {
        kept.keySet().retainAll(by);
      }
      return GroupKey.of(route, kept).dedupKey();
    }
  }

  /** An Alertmanager whose folding is read from it, or another receiver. */
  public Receiver(
      String name,
      Nature nature,
      Severity minSeverity,
      List<String> members,
      Map<String, String> labels,
      Duration after) {
    this(name, nature, minSeverity, members, labels, after, Optional.empty());
  }

  /** The same receiver, which folds so. */
  public Receiver withFolding(Optional<Folding> other) {
    return new Receiver(name, nature, minSeverity, members, labels, after, other);
  }

  /** A receiver that is told at once. */
  public Receiver(
      String name,
      Nature nature,
      Severity minSeverity,
      List<String> members,
      Map<String, String> labels) {
    this(name, nature, minSeverity, members, labels, Duration.ZERO);
  }

  /** The same receiver with other members. */
  public Receiver withMembers(List<String> others) {
    return new Receiver(name, nature, minSeverity, others, labels, after, folding);
  }

  /** What a receiver makes of what it is sent. */
  public sealed interface Nature {

    /**
     * It holds an alert as long as it is told of it again (Alertmanager).
     *
     * @param resend how often it is told
     * @param lease how long it may believe what it was told; longer than any clock skew
     * @param resolvedRetention how long it is told of the end
     * @param quarantine how long what was on its way when it was told of the end may still arrive
     *     somewhere: longer than any request lives
     */
    record Level(Duration resend, Duration lease, Duration resolvedRetention, Duration quarantine)
        implements Nature {
      /**
       * Measured: a lease of 15 min outlives a member that is 5 min off; Prometheus' own does not.
       * An end that is told for longer than 5 min keeps its group alive until the next outage may
       * page, which would wait for the group's interval then.
       */
      public static final Level DEFAULT =
          new Level(
              Duration.ofSeconds(45),
              Duration.ofMinutes(15),
              Duration.ofMinutes(5),
              Duration.ofSeconds(60));
    }

    /**
     * It opens on a trigger and closes on a resolve (PagerDuty).
     *
     * @param repeat how often an open incident is triggered again as a reminder
     * @param shared whether Alertmanagers open incidents there too, which are then closed with ours
     * @param pages whether what it takes gets somebody out of bed
     */
    record Edge(Duration repeat, boolean shared, boolean pages) implements Nature {
      public static final Edge DEFAULT = new Edge(Duration.ofHours(4));

      /** Of PagerDuty. */
      public Edge(Duration repeat) {
        this(repeat, true);
      }

      /** Of PagerDuty, or of a program that pages nobody. */
      public Edge(Duration repeat, boolean shared) {
        this(repeat, shared, shared);
      }
    }
  }

  /** Every way to it. */
  List<Route> routes() {
    var routes = new ArrayList<Route>(members.size());
    for (var member : members) {
      routes.add(new Route(name, member));
    }
    return routes;
  }

  /** An alert's labels as it is sent them. */
  public Map<String, String> labelled(Alert alert) {
    var all = new TreeMap<>(labels);
    all.putAll(alert.labels());
    return all;
  }

  /** What it is as one that holds an alert; the usual where it is none. */
  Nature.Level level() {
    return switch (nature) {
      case Nature.Level level -> level;
      case Nature.Edge _ -> Nature.Level.DEFAULT;
    };
  }

  boolean isLevel() {
    return nature instanceof Nature.Level;
  }

  /** Whether it pages by itself: what it took is known to have reached somebody's pager. */
  boolean isPager() {
    return nature instanceof Nature.Edge edge && edge.pages();
  }

  /** Whether Alertmanagers may hold open there what we have told them. */
  boolean isShared() {
    return nature instanceof Nature.Edge edge && edge.shared();
  }
}
