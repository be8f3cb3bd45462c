package dev.deadair.view;

import dev.deadair.liveness.Group;
import dev.deadair.liveness.Judgement;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Why a site is, or is not, paged for: the line of reasoning, in sentences. */
public final class Why {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private Why() {}

  /** The reasoning on {@code site} as it stands, the verdict first, then what it rests on. */
  public static List<String> of(Site site) {
    var sentences = new ArrayList<String>();
    sentences.add(verdict(site));
    sentences.add(
        site.lastData()
            .map(Moment::wall)
            .map(at -> "Data was last known to advance at " + time(at) + ".")
            .orElse("It has never been seen producing data."));
    site.judgement()
        .blind()
        .ifPresent(
            cause ->
                sentences.add(
                    "We cannot tell at present (" + cause.code() + "), so its clock stands."));
    site.groups().forEach(group -> ofGroup(group, sentences));
    return List.copyOf(sentences);
  }

  private static String verdict(Site site) {
    var limits = site.expected().limits();
    var judgement = site.judgement();
    return switch (judgement.state()) {
      case SiteState.Unknown() -> "Site " + site.id() + " has not been judged yet.";
      case SiteState.Producing(var since) ->
          "Site " + site.id() + " produces data since " + time(since) + ".";
      case SiteState.Stalled _ ->
          "Site %s is stalled: %s without data have been seen; it is absent at %s."
              .formatted(site.id(), noData(judgement), text(limits.window()));
      case SiteState.Absent(_, var why) ->
          "Site %s is absent: %s. %s without data have been seen; its window is %s."
              .formatted(site.id(), why.words(), noData(judgement), text(limits.window()));
    };
  }

  private static void ofGroup(Group group, List<String> into) {
    for (var instance : group.instances()) {
      into.add(
          "%s is %s since %s: %s."
              .formatted(
                  instance.id(),
                  instance.state().word(),
                  time(instance.state().since()),
                  instance.shows()));
    }
  }

  private static String noData(Judgement judgement) {
    return text(judgement.noData().accrued());
  }

  private static String time(Instant at) {
    return UTC.format(at);
  }

  /** Hours, minutes and seconds, without those that are zero. */
  private static String text(Duration span) {
    var text = new StringBuilder();
    append(text, span.toHours(), "h");
    append(text, span.toMinutesPart(), "m");
    append(text, span.toSecondsPart(), "s");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }
}
