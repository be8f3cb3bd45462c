package dev.deadair.liveness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something about a server that is not what it was, to be set beside the outage it precedes.
 *
 * @param from and
 * @param to what was and what is, as short text
 * @param at when it changed, by our clock, as exactly as the server tells
 */
public record Change(InstanceId instance, Kind kind, String from, String to, Instant at) {

  /** What can change. */
  public enum Kind {
    START("start"),
    VERSION("version"),
    CONFIGURATION("configuration"),
    HOST_NAME("host-name"),
    LABELS("labels");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The lower-case word of API and journal. */
    public String word() {
      return word;
    }
  }

  /** As much of a hash as tells two apart for a person. */
  private static final int HASH = 12;

  /** In a few words that follow the server's name. */
  public String words() {
    return switch (kind) {
      case START -> "started";
      case CONFIGURATION -> "configuration changed";
      case VERSION -> "version changed from " + from + " to " + to;
      case HOST_NAME -> "host name changed from " + from + " to " + to;
      case LABELS -> "external labels changed from " + from + " to " + to;
    };
  }

  /** What {@code after} says of itself that {@code before} did not, both being known. */
  static List<Change> between(InstanceId id, Identity before, Identity after, Instant at) {
    var changes = new ArrayList<Change>();
    if (!before.configHash().equals(after.configHash())) {
      changes.add(new Change(id, Kind.CONFIGURATION, hash(before), hash(after), at));
    }
    if (before.hostName().isPresent()
        && after.hostName().isPresent()
        && !before.hostName().equals(after.hostName())) {
      changes.add(
          new Change(id, Kind.HOST_NAME, before.hostName().get(), after.hostName().get(), at));
    }
    if (!before.externalLabels().equals(after.externalLabels())) {
      changes.add(
          new Change(
              id, Kind.LABELS, text(before.externalLabels()), text(after.externalLabels()), at));
    }
    return changes;
  }

  /** What came between two turns, server by server in the order of the inventory. */
  public static List<Change> between(Fleet before, Fleet after) {
    var changes = new ArrayList<Change>();
    for (var site : after.sites().values()) {
      var old = before.sites().get(site.id());
      if (old != null && !Same.object(old, site)) {
        for (var group : site.groups()) {
          for (var instance : group.instances()) {
            old.instance(instance.id())
                .map(known -> known.profile().changes())
                .filter(known -> !Same.object(known, instance.profile().changes()))
                .ifPresent(
                    known ->
                        instance.profile().changes().stream()
                            .filter(each -> !known.contains(each))
                            .forEach(changes::add));
          }
        }
      }
    }
    return List.copyOf(changes);
  }

  private static String hash(Identity identity) {
    var hash = identity.configHash();
    return hash.length() > HASH ? hash.substring(0, HASH) : hash;
  }

  private static String text(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(each -> each.getKey() + "=\"" + each.getValue() + "\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
