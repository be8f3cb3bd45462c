package dev.deadair.web;

import dev.deadair.view.DeliveryView;
import dev.deadair.view.IncidentView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The skeleton of a post-mortem: what is known is filled in, the rest asks for its author. */
final class PostMortem {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** What Markdown or a table would take for more than text. */
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&!]");

  /** Line breaks, other controls, and what turns the direction of writing. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+");

  private final StringBuilder text = new StringBuilder();
  private final IncidentView incident;

  private PostMortem(IncidentView incident) {
    this.incident = incident;
  }

  /**
   * Of {@code incident}, as Markdown.
   *
   * @param timeline everything that happened to its site around it
   */
  static String of(IncidentView incident, List<Happening> timeline) {
    var text = new PostMortem(incident);
    text.head();
    text.section("Impact", "_Who could not see what, and what was decided without it?_");
    text.timeline(timeline);
    text.detection();
    text.section("Root cause", "_Why did it happen? Ask until the answer is something to mend._");
    text.section("What went well, what went badly, where we were lucky", "_…_");
    text.section("Actions", "| what | who | until |\n|---|---|---|\n| | | |");
    return text.text.toString();
  }

  private void head() {
    var alert = incident.head().alert();
    line("# " + alert.name().label() + ": " + escaped(alert.subject().toString()));
    line("");
    line("| | |");
    line("|---|---|");
    row("incident", incident.id().value());
    row("severity", alert.severity().word());
    row("last data", incident.lastData().map(PostMortem::time).orElse("never seen"));
    row("began", time(incident.head().since()));
    row("opened", time(incident.openedAt()));
    row("resolved", incident.resolvedAt().map(PostMortem::time).orElse("not yet"));
    incident
        .resolvedAt()
        .ifPresent(at -> row("lasted", span(Duration.between(incident.head().since(), at))));
    row("dedup key", incident.dedupKey().value());
    section(
        "Summary",
        incident.verdict().map(PostMortem::escaped).orElse("_What happened, in two sentences?_"));
  }

  private void timeline(List<Happening> timeline) {
    section("Timeline", "All times are UTC.");
    line("");
    line("| time | about | what |");
    line("|---|---|---|");
    timeline.forEach(
        each ->
            line(
                "| %s | %s | %s |"
                    .formatted(
                        time(each.at()),
                        escaped(each.subject().toString()),
                        escaped(each.text()))));
  }

  private void detection() {
    section("Detection", "How it came to somebody's attention:");
    line("");
    line("| receiver | member | outcome | at | after the last data |");
    line("|---|---|---|---|---|");
    incident.deliveries().forEach(this::delivery);
  }

  private void delivery(DeliveryView delivery) {
    line(
        "| %s | %s | %s | %s | %s |"
            .formatted(
                escaped(delivery.receiver()),
                escaped(delivery.member()),
                escaped(delivery.detail()),
                delivery.at().map(PostMortem::time).orElse(""),
                delivery.at().flatMap(this::afterLastData).orElse("")));
  }

  private Optional<String> afterLastData(Instant at) {
    return incident.lastData().map(last -> span(Duration.between(last, at)));
  }

  private void section(String title, String body) {
    line("");
    line("## " + title);
    line("");
    line(body);
  }

  private void row(String name, String value) {
    line("| " + name + " | " + escaped(value) + " |");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  private static String span(Duration span) {
    return "%d h %02d min %02d s"
        .formatted(span.toHours(), span.toMinutesPart(), span.toSecondsPart());
  }

  private static String escaped(String words) {
    return SPECIAL.matcher(INVISIBLE.matcher(words).replaceAll(" ")).replaceAll("\\\\$0");
  }
}
