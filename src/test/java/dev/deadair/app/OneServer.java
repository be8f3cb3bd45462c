package dev.deadair.app;

import dev.deadair.alert.Receiver;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.SiteId;
import dev.deadair.notify.Access;
import dev.deadair.notify.Courier;
import dev.deadair.notify.Destination;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Rules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A fleet of one server that is down, told to a PagerDuty that records. */
final class OneServer {

  private static final InstanceId INSTANCE =
      new InstanceId(new GroupId(new SiteId("ulsfo"), "ops"), "prometheus4001");

  private OneServer() {}

  static Rules rules(Limits limits) {
    var instance = new ExpectedInstance(INSTANCE, URI.create("http://localhost:9090"));
    var site = Expected.site(INSTANCE.group(), limits, instance);
    var pagerDuty =
        new Receiver(
            "pagerduty",
            Receiver.Nature.Edge.DEFAULT,
            Severity.CRITICAL,
            List.of("pagerduty"),
            Map.of());
    return new Rules(
        new Inventory(Duration.ofSeconds(1), List.of(site)),
        new Routing("test", Optional.empty(), List.of(pagerDuty), Map.of()));
  }

  static InstanceId id() {
    return INSTANCE;
  }

  static Observation refused(Moment at) {
    return new Observation.Refused(INSTANCE, at, new Failure(Failure.Kind.REFUSED, "/metrics", ""));
  }

  static Courier courier(
      Rules rules, PagerDutyRecorder pagerDuty, Inbox inbox, Supplier<Moment> clock) {
    var destination =
        new Destination.PagerDuty(
            rules.routing().receivers().getFirst(),
            URI.create(pagerDuty.url()),
            () -> "0123456789abcdef0123456789abcdef",
            Access.OPEN);
    return Courier.start(
        List.of(destination), clock, () -> 0.5, report -> inbox.put(new Fact.Delivered(report)));
  }
}
