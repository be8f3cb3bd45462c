package dev.deadair.config;

import dev.deadair.alert.Waivers.Waiver;
import dev.deadair.config.Settings.SiteWaiver;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads that nobody is to be paged for a site, until when and why. */
final class WaiverReader {

  private WaiverReader() {}

  static Optional<SiteWaiver> read(Value value) {
    return value
        .node()
        .flatMap(
            node -> {
              var until =
                  node.require("until", "2026-12-31")
                      .flatMap(
                          each -> each.parsed("a day such as 2026-12-31", WaiverReader::until));
              var reason = node.require("reason", "\"why nobody is paged\"").flatMap(Value::text);
              reason
                  .filter(String::isBlank)
                  .ifPresent(_ -> node.wrongKey("reason", "is empty; say why nobody is paged"));
              node.done();
              return until.flatMap(
                  end ->
                      reason.map(
                          why ->
                              new SiteWaiver(
                                  new Waiver(end, why),
                                  value.problem("is over; page somebody, or set a later day"))));
            });
  }

  /** The end of a day, or a time of it. */
  private static Instant until(String text) {
    try {
      return text.length() == "2026-12-31".length()
          ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("is no day; use 2026-12-31, or 2026-12-31T12:00:00Z", e);
    }
  }
}
