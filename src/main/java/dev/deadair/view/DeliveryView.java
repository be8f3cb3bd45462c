package dev.deadair.view;

import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.alert.Told;
import dev.deadair.liveness.Moment;
import java.time.Instant;
import java.util.Optional;

/**
 * How far one route has been told of an incident.
 *
 * @param member which of the receiver's, without credentials
 * @param reason why the latest attempt was made; empty, as {@code at} is, while the first is under
 *     way
 * @param outcome the lower-case word: pending, accepted, rejected or failed
 * @param detail the outcome in a few words
 */
public record DeliveryView(
    String receiver,
    String member,
    Optional<String> reason,
    Optional<Instant> at,
    String outcome,
    String detail) {

  static DeliveryView of(Route route, Told told) {
    return new DeliveryView(
        route.receiver(),
        Redacted.url(route.member()),
        told.latest().map(report -> report.reason().word()),
        told.latest().map(Report::at).map(Moment::wall),
        told.latest().map(report -> report.outcome().word()).orElse("pending"),
        told.latest().map(report -> report.outcome().words()).orElse("on its way"));
  }
}
