package dev.deadair.app;

import dev.deadair.alert.Hush;
import dev.deadair.liveness.SiteId;
import dev.deadair.store.Sample.Event;
import dev.deadair.view.MaintenanceView;
import dev.deadair.view.View;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * When people were kept from being told, as the history keeps it: maintenance and silences that
 * began or ended.
 *
 * <p>They are told at the time at which they began or ended: what a run of ours writes again after
 * a restart is the same line.
 */
final class Quiets {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private Quiets() {}

  static List<Event> between(View before, View now) {
    var events = new ArrayList<Event>();
    for (var each : now.maintenance()) {
      if (!before.maintenance().contains(each)) {
        maintenance(each, events);
      }
    }
    for (var each : now.hushes()) {
      if (!before.hushes().contains(each)) {
        each.site().ifPresent(site -> events.add(begun(site, each)));
      }
    }
    for (var each : before.hushes()) {
      if (now.hushes().stream().noneMatch(other -> isSame(each, other))) {
        each.site().ifPresent(site -> events.add(over(site, each, now.at())));
      }
    }
    return events;
  }

  private static void maintenance(MaintenanceView maintenance, List<Event> into) {
    into.add(
        new Event(
            maintenance.from(),
            maintenance.subject(),
            "maintenance",
            "maintenance %s%s: %s"
                .formatted(maintenance.id(), by(maintenance.author()), maintenance.comment())));
    if (!maintenance.isOn()) {
      into.add(
          new Event(
              maintenance.until(),
              maintenance.subject(),
              "maintenance",
              "maintenance " + maintenance.id() + " is over"));
    }
  }

  private static Event begun(SiteId site, Hush hush) {
    var silence = hush.silence();
    return new Event(
        silence.from(),
        site,
        "silence",
        "%s keeps %s quiet until %s%s: %s"
            .formatted(
                hush.receiver(),
                hush.who(),
                UTC.format(silence.until()),
                by(silence.author()),
                silence.comment()));
  }

  private static Event over(SiteId site, Hush hush, Instant now) {
    var until = hush.silence().until();
    return new Event(
        until.isBefore(now) ? until : now,
        site,
        "silence",
        "a silence of %s%s is over".formatted(hush.receiver(), by(hush.silence().author())));
  }

  /** An edited silence goes on, with another end or other alerts. */
  private static boolean isSame(Hush one, Hush other) {
    return one.site().equals(other.site())
        && one.receiver().equals(other.receiver())
        && one.silence().id().equals(other.silence().id());
  }

  private static String by(String author) {
    return author.isBlank() ? "" : " by " + author;
  }
}
