package dev.deadair.view;

import dev.deadair.alert.Incident;
import dev.deadair.alert.Route;
import dev.deadair.alert.Step;
import dev.deadair.liveness.Redacted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step of an incident on its way to people.
 *
 * @param member which of the receiver's, without credentials
 * @param reason why it was told
 * @param outcome the lower-case word of what happened: pending while it is under way, accepted,
 *     rejected, failed; and of an Alertmanager listed, notified, held, inhibited, missing
 * @param detail the outcome in a few words
 */
public record DeliveryView(
    String receiver,
    String member,
    Optional<String> reason,
    Optional<Instant> at,
    String outcome,
    String detail) {

  /** What happened, in order, and then what is under way for the first time. */
  public static List<DeliveryView> of(Incident incident) {
    return Stream.concat(
            incident.history().stream().map(DeliveryView::of),
            incident.told().entrySet().stream()
                .filter(each -> each.getValue().firing() && each.getValue().latest().isEmpty())
                .map(each -> pending(each.getKey())))
        .toList();
  }

  private static DeliveryView of(Step step) {
    return new DeliveryView(
        step.route().receiver(),
        Redacted.urls(step.route().member()),
        Optional.of(step.reason().word()),
        Optional.of(step.at().wall()),
        step.kind().word(),
        step.detail());
  }

  private static DeliveryView pending(Route route) {
    return new DeliveryView(
        route.receiver(),
        Redacted.urls(route.member()),
        Optional.empty(),
        Optional.empty(),
        "pending",
        "on its way");
  }
}
