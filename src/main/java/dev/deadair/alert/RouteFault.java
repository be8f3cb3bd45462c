package dev.deadair.alert;

import dev.deadair.liveness.SiteId;
import java.util.List;
import java.util.Optional;

/**
 * Something about an Alertmanager's routes by which somebody could stay in bed, or get up for
 * nothing.
 *
 * @param grave nothing else makes up for it
 * @param receiver our name for the Alertmanager; all of them where it is about every way there is
 * @param members those that route so
 * @param site whose alerts it is about; empty where they are about a watcher
 * @param alerts their names, without repetition
 * @param who the same in a few words: {@code every critical alert}, or the names
 * @param words what is wrong with these, to follow that
 */
public record RouteFault(
    Kind kind,
    boolean grave,
    String receiver,
    List<String> members,
    Optional<SiteId> site,
    List<String> alerts,
    String who,
    String words) {

  public RouteFault {
    members = List.copyOf(members);
    alerts = List.copyOf(alerts);
  }

  /** What can be wrong; part of the face that scripts see. */
  public enum Kind {
    /** A critical alert that gets nobody out of bed. */
    UNPAGED("unpaged"),
    /** An alert that nobody is told of. */
    GOES_NOWHERE("goes-nowhere"),
    /** A critical alert that a time interval keeps quiet. */
    MUTED_AT_TIMES("muted-at-times"),
    /** A critical alert that other alerts keep quiet. */
    INHIBITED("inhibited"),
    /** Critical alerts of different sites that make one page. */
    SHARED_PAGE("shared-page"),
    /** PagerDuty is told of an end by Alertmanager, which may only have forgotten. */
    SENDS_RESOLVED("sends-resolved"),
    /** Members of a cluster that do not route alike. */
    MEMBERS_DIFFER("members-differ"),
    /** Members of a cluster whose clocks do not agree. */
    CLOCKS_DIFFER("clocks-differ"),
    /** An Alertmanager whose clock does not agree with ours: one of the two is wrong. */
    CLOCK_SKEW("clock-skew");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** All of it in one line, its place aside. */
  public String sentence() {
    return who + " " + words;
  }
}
