package dev.deadair.alert;

import dev.deadair.liveness.Change;
import dev.deadair.liveness.Instance;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What changed shortly before something began: most often somebody's doing, and its reason. */
public final class Preceding {

  /** Longer before, it has worked with it for too long. */
  private static final Duration BEFORE = Duration.ofHours(1);

  /** An upgrade stops data before it starts what it brought. */
  private static final Duration AFTER = Duration.ofMinutes(2);

  /** More of them says no more to somebody who was just woken. */
  private static final int MOST = 5;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private Preceding() {}

  /** A line for each change of {@code servers} about the time of {@code began}, oldest first. */
  public static List<String> lines(Collection<Instance> servers, Instant began) {
    var near =
        servers.stream()
            .flatMap(each -> each.profile().changes().stream())
            .filter(each -> !each.at().isBefore(began.minus(BEFORE)))
            .filter(each -> !each.at().isAfter(began.plus(AFTER)))
            .sorted(Comparator.comparing(Change::at))
            .toList();
    return near.subList(Math.max(0, near.size() - MOST), near.size()).stream()
        .map(each -> line(each, began))
        .toList();
  }

  private static String line(Change change, Instant began) {
    var apart = Duration.between(change.at(), began);
    return "%s %s at %s, %s %s it began"
        .formatted(
            change.instance(),
            change.words(),
            UTC.format(change.at()),
            span(apart.abs()),
            apart.isNegative() ? "after" : "before");
  }

  private static String span(Duration apart) {
    return apart.toSeconds() < 120 ? apart.toSeconds() + " s" : apart.toMinutes() + " min";
  }
}
