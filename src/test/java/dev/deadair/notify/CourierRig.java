package dev.deadair.notify;

import static dev.deadair.notify.Dues.PAGERDUTY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Receiver;
import dev.deadair.alert.Report;
import dev.deadair.turn.Commit;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Couriers over a scripted wire, by a clock that is set by hand, with all they report and log. */
final class CourierRig implements AutoCloseable {
  static final Commit KEPT = new Commit.Kept();
  static final Receiver ALERTMANAGER = Dues.alertmanager("am1");
  static final String KEY = "0123456789abcdef0123456789abcdef";

  final ManualClock clock = new ManualClock();
  final ScriptedWire wire = new ScriptedWire();
  final LogLines log = new LogLines();
  Supplier<String> routingKey = () -> KEY;
  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  Observer observer = reports::add;

  Courier pagerDuty() {
    return courier(
        new Destination.PagerDuty(
            PAGERDUTY, URI.create("http://events"), () -> routingKey.get(), Access.OPEN),
        wire);
  }

  Courier alertmanager() {
    var urls = Map.of("am1", URI.create("http://am1:9093"));
    return courier(new Destination.Alertmanager(ALERTMANAGER, urls, Access.OPEN), wire);
  }

  Courier courier(Destination destination, Wire way) {
    return Courier.start(
        List.of(destination), _ -> way, clock, () -> 1.0, report -> observer.reported(report));
  }

  Report report() throws InterruptedException {
    var report = reports.poll(10, TimeUnit.SECONDS);
    assertThat(report).as("a report within 10 s").isNotNull();
    return report;
  }

  Instant now() {
    return clock.get().wall();
  }

  static JsonObject event(Request request) {
    return new JsonObject(request.json().orElseThrow());
  }

  @Override
  public void close() {
    log.close();
  }
}
