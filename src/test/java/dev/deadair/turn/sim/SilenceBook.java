package dev.deadair.turn.sim;

import dev.deadair.alert.Matcher;
import dev.deadair.alert.Silence;
import dev.deadair.liveness.SiteId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The silences that one member of an Alertmanager knows; it shares them with its peers. */
final class SilenceBook {

  /**
   * One of all alerts of a site.
   *
   * @param from by the clock of whoever looks, as all times are absolute
   * @param updated the later of two that differ is believed
   */
  private record Entry(String id, SiteId site, long from, long until, long updated) {
    boolean isOn(long clock) {
      return from <= clock && clock < until;
    }
  }

  private final Map<String, Entry> byId = new LinkedHashMap<>();

  void make(String id, SiteId site, long from, long until, long clock) {
    byId.put(id, new Entry(id, site, from, until, clock));
  }

  /** Those of a site that go on or are to come are over now. */
  void expire(SiteId site, long clock) {
    byId.replaceAll(
        (_, each) ->
            each.site().equals(site) && each.until() > clock
                ? new Entry(each.id(), each.site(), each.from(), clock, clock)
                : each);
  }

  /** It was killed before it wrote them down. */
  void lose() {
    byId.clear();
  }

  void hears(SilenceBook peer) {
    peer.byId.forEach(
        (id, theirs) ->
            byId.merge(id, theirs, (own, other) -> other.updated() > own.updated() ? other : own));
  }

  /** The ids of those that keep alerts of {@code site} quiet at a time of the member's clock. */
  Set<String> on(SiteId site, long clock) {
    return byId.values().stream()
        .filter(each -> each.site().equals(site) && each.isOn(clock))
        .map(Entry::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether it tells one that goes on by the clock of whoever asks. */
  boolean tells(SiteId site, long clock, Instant asks) {
    return byId.values().stream()
        .anyMatch(
            each ->
                each.site().equals(site) && each.until() > clock && each.isOn(Clock.seconds(asks)));
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** Those that go on and those to come, as it tells them. */
  List<Silence> told(long clock) {
    return byId.values().stream()
        .filter(each -> each.until() > clock)
        .map(
            each ->
                new Silence(
                    each.id(),
                    List.of(Matcher.of("site", Matcher.Op.EQUAL, each.site().toString())),
                    Clock.instant(each.from()),
                    Clock.instant(each.until()),
                    "somebody",
                    "work"))
        .toList();
  }
}
