package dev.deadair.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates and times as a configuration writes them. */
final class Dates {

  private static final String USE = "use a date such as 2026-12-01 or \"2026-12-01T08:00:00Z\"";

  private Dates() {}

  /**
   * When {@code text} is; a date alone is where it begins in UTC.
   *
   * @throws IllegalArgumentException what is wrong with it, worded to follow "x = y"
   */
  static Instant parse(String text) {
    var stripped = text.strip();
    try {
      return stripped.length() > 10
          ? OffsetDateTime.parse(stripped).toInstant()
          : LocalDate.parse(stripped).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException notOne) {
      throw new IllegalArgumentException(
          isLocal(stripped) ? "has no time zone; add Z for UTC" : "is no date; " + USE, notOne);
    }
  }

  private static boolean isLocal(String text) {
    try {
      LocalDateTime.parse(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
