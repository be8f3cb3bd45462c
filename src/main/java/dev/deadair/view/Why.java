package dev.deadair.view;

import dev.deadair.alert.Preceding;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a site is, or is not, paged for: the line of reasoning, in sentences.
 *
 * <p>It stays the same while nothing but time moves: what the clock has counted is said when it is
 * read, by {@link #at}.
 *
 * @param lines the verdict first, then what it rests on, then what would change it
 * @param noData the clock that pages
 */
public record Why(List<Line> lines, NoDataTime noData) {

  /** Stands for what the clock has counted; from the private use area, so that no name has it. */
  private static final String COUNTED = "\uE000";

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  public Why {
    lines = List.copyOf(lines);
  }

  /** What a sentence is about. */
  public enum Topic {
    VERDICT,
    CLOCK,
    EVIDENCE,
    RULE,
    NEXT;

    /** The lower-case word of the API. */
    public String word() {
      return switch (this) {
        case VERDICT -> "verdict";
        case CLOCK -> "clock";
        case EVIDENCE -> "evidence";
        case RULE -> "rule";
        case NEXT -> "next";
      };
    }
  }

  /** One sentence. */
  public record Line(Topic topic, String text) {}

  /** The reasoning on {@code site} as it stands. */
  public static Why of(Site site) {
    var lines = new ArrayList<Line>();
    var noData = NoDataTime.of(site.judgement());
    lines.add(new Line(Topic.VERDICT, verdict(site)));
    clock(noData, site.expected().limits()).forEach(text -> lines.add(new Line(Topic.CLOCK, text)));
    evidence(site).forEach(text -> lines.add(new Line(Topic.EVIDENCE, text)));
    lines.add(new Line(Topic.RULE, rule(site.expected().limits())));
    lines.add(new Line(Topic.NEXT, next(site, noData)));
    return new Why(lines, noData);
  }

  /** The sentences, with the clock as it stands at {@code now}. */
  public List<Line> at(Instant now) {
    var counted = text(noData.at(now));
    return lines.stream()
        .map(line -> new Line(line.topic(), line.text().replace(COUNTED, counted)))
        .toList();
  }

  /** As one text that {@link #decoded} reads. */
  public String encoded() {
    var clock =
        switch (noData) {
          case NoDataTime.None() -> "none";
          case NoDataTime.Counting(var from) -> "counting " + from;
          case NoDataTime.Paused(var accrued) -> "paused " + accrued;
        };
    var text = new StringBuilder(clock);
    lines.forEach(
        line ->
            text.append('\n')
                .append(line.topic())
                .append(' ')
                .append(line.text().replaceAll("\\R", " ")));
    return text.toString();
  }

  /**
   * What {@link #encoded} wrote.
   *
   * @throws RuntimeException where it is something else
   */
  public static Why decoded(String text) {
    var rows = text.lines().toList();
    var clock = rows.getFirst().split(" ", 2);
    var noData =
        switch (clock[0]) {
          case "none" -> new NoDataTime.None();
          case "counting" -> new NoDataTime.Counting(Instant.parse(clock[1]));
          case "paused" -> new NoDataTime.Paused(Duration.parse(clock[1]));
          default -> throw new IllegalArgumentException("no clock: " + rows.getFirst());
        };
    var lines =
        rows.stream()
            .skip(1)
            .map(row -> row.split(" ", 2))
            .map(row -> new Line(Topic.valueOf(row[0]), row[1]))
            .toList();
    return new Why(lines, noData);
  }

  private static String verdict(Site site) {
    return switch (site.judgement().state()) {
      case SiteState.Unknown() -> "Site " + site.id() + " has not been judged yet.";
      case SiteState.Producing(var since) ->
          "Site %s produces data since %s.".formatted(site.id(), time(since));
      case SiteState.Stalled(var since) ->
          "Site %s is stalled: it has produced no data since %s.".formatted(site.id(), time(since));
      case SiteState.Absent(var since, var why) ->
          "Site %s is absent since %s: %s.".formatted(site.id(), time(since), why.words());
    };
  }

  private static List<String> clock(NoDataTime noData, Limits limits) {
    var window = text(limits.window());
    return switch (noData) {
      case NoDataTime.None() -> List.of();
      case NoDataTime.Counting _ ->
          List.of(COUNTED + " without data have been seen, of the " + window + " that page.");
      case NoDataTime.Paused _ ->
          List.of(
              COUNTED
                  + " without data had been seen, of the "
                  + window
                  + " that page, when we lost sight; the clock stands until we see again.");
    };
  }

  private static List<String> evidence(Site site) {
    var facts = new ArrayList<String>();
    site.judgement().blind().map(BlindCause::words).map(Why::blind).ifPresent(facts::add);
    lastData(site).ifPresent(facts::add);
    dark(site).ifPresent(facts::add);
    for (var group : site.groups()) {
      low(group).ifPresent(facts::add);
      group.instances().forEach(each -> facts.add(instance(each)));
    }
    site.judgement().state().noDataSince().ifPresent(since -> changes(site, since, facts));
    return facts;
  }

  private static void changes(Site site, Instant since, List<String> into) {
    var servers = site.groups().stream().flatMap(each -> each.instances().stream()).toList();
    Preceding.lines(servers, since).forEach(each -> into.add(each + "."));
  }

  private static String blind(String words) {
    return "We cannot tell at present whether its servers have data: " + words + ".";
  }

  /** Of a site with data there is no last one. */
  private static Optional<String> lastData(Site site) {
    if (site.judgement().state() instanceof SiteState.Producing) {
      return Optional.empty();
    }
    return site.lastData()
        .map(Moment::wall)
        .map(at -> "Data was last known to advance at " + time(at) + ".")
        .or(() -> Optional.of("It has never been seen producing data."));
  }

  private static Optional<String> dark(Site site) {
    var stretches = site.judgement().dark().all();
    if (stretches.isEmpty()) {
      return Optional.empty();
    }
    var first = stretches.getFirst();
    if (stretches.size() > 1) {
      return Optional.of(
          "It was without data %d times since %s."
              .formatted(stretches.size(), time(first.from().wall())));
    }
    return site.judgement().state() instanceof SiteState.Producing
        ? Optional.of(
            "It was without data from %s to %s."
                .formatted(time(first.from().wall()), time(first.to().wall())))
        : Optional.empty();
  }

  private static Optional<String> low(Group group) {
    var ingestion = group.ingestion();
    return ingestion
        .lost()
        .map(since -> "hardly any of its usual data since " + time(since.wall()))
        .or(
            () ->
                ingestion
                    .low()
                    .map(since -> "less than half of its usual data since " + time(since.wall())))
        .map(words -> group.id() + " has " + words + ".");
  }

  private static String instance(Instance instance) {
    return "%s is %s since %s: %s."
        .formatted(
            instance.id(),
            instance.state().word(),
            time(instance.state().since()),
            instance.shows());
  }

  private static String rule(Limits limits) {
    var window = "A site pages once none of its servers has had data for " + text(limits.window());
    return limits.minimum() > 0
        ? "%s, or once more than %s of any %s were without."
            .formatted(window, text(mostDark(limits)), text(limits.span()))
        : window + ".";
  }

  private static Duration mostDark(Limits limits) {
    return Duration.ofSeconds(Math.round(limits.span().toSeconds() * (1 - limits.minimum())));
  }

  private static String next(Site site, NoDataTime noData) {
    var limits = site.expected().limits();
    return switch (site.judgement().state()) {
      case SiteState.Unknown() -> "Two looks must agree on whether its counters move.";
      case SiteState.Producing _ ->
          site.judgement().absence().isPresent()
              ? "The incident ends once data has stayed for " + text(limits.clearAfter()) + "."
              : "While one of its servers has data, nothing pages for the site.";
      case SiteState.Stalled _ -> stalled(noData, limits);
      case SiteState.Absent _ ->
          "One server with data is enough; the incident ends once that has stayed for "
              + text(limits.clearAfter())
              + ".";
    };
  }

  private static String stalled(NoDataTime noData, Limits limits) {
    return switch (noData) {
      case NoDataTime.None() -> "It is absent once the window has passed.";
      case NoDataTime.Counting(var from) ->
          "Unless data comes first, it is absent at " + time(from.plus(limits.window())) + ".";
      case NoDataTime.Paused(var accrued) ->
          "Another "
              + text(limits.window().minus(accrued))
              + " without data must be seen before it is absent.";
    };
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
