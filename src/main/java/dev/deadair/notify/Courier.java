package dev.deadair.notify;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.groupingBy;

import dev.deadair.alert.Due;
import dev.deadair.alert.Holding;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.alert.Tally;
import dev.deadair.liveness.Moment;
import dev.deadair.turn.Commit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Dns;

/**
 * Takes what is due to every receiver and reports what came of each attempt.
 *
 * <p>Each member has a lane of its own, a virtual thread that sends one thing at a time, the most
 * urgent first: a stalled member delays nobody else, and a trigger and a resolve of one incident
 * cannot overtake each other. What fails is tried again for as long as it is due.
 */
public final class Courier implements AutoCloseable {

  /**
   * Events a minute for one PagerDuty, and requests for one webhook. It takes about 120 from one
   * routing key (facts: receivers): a full burst and a minute's refill stay below that.
   */
  private static final int PAGERDUTY_A_MINUTE = 60;

  private final Map<Route, Lane> lanes = new LinkedHashMap<>();
  private final PageCounts counts = new PageCounts();

  private Courier(
      List<Destination> destinations,
      Function<Destination, Wire> wires,
      Supplier<Moment> clock,
      DoubleSupplier jitter,
      Observer observer) {
    for (var destination : destinations) {
      var receiver = destination.receiver();
      counts.add(receiver.name());
      var wire = wires.apply(destination);
      for (var member : receiver.members()) {
        var route = new Route(receiver.name(), member);
        lanes.put(route, lane(destination, route, wire, clock, jitter, observer));
      }
    }
  }

  /**
   * Opens a lane for each member of each receiver.
   *
   * @param clock read on the lanes' threads
   * @param jitter between 0 and 1, asked from any thread
   */
  public static Courier start(
      List<Destination> destinations,
      Supplier<Moment> clock,
      DoubleSupplier jitter,
      Observer observer) {
    return start(
        destinations,
        destination -> new HttpWire(destination.access(), HttpWire.Deadlines.DEFAULT, Dns.SYSTEM),
        clock,
        jitter,
        observer);
  }

  static Courier start(
      List<Destination> destinations,
      Function<Destination, Wire> wires,
      Supplier<Moment> clock,
      DoubleSupplier jitter,
      Observer observer) {
    var courier = new Courier(destinations, wires, clock, jitter, observer);
    courier.lanes.values().forEach(Lane::start);
    return courier;
  }

  /**
   * Takes over all that is due after a turn, in place of what was due before; never blocks. What is
   * in flight or backing off is left alone.
   *
   * @param kept whether the journal holds the turn: without it triggers leave, resolves wait
   * @throws IllegalStateException where something is due over a route that was not connected; the
   *     rest is taken all the same
   */
  public void send(List<Due> due, Commit kept) {
    var resolvesMayLeave =
        switch (kept) {
          case Commit.Kept _ -> true;
          case Commit.Unkept _ -> false;
        };
    var byRoute = due.stream().collect(groupingBy(Due::route));
    lanes.forEach(
        (route, lane) -> lane.offer(byRoute.getOrDefault(route, List.of()), resolvesMayLeave));
    var unknown = byRoute.keySet().stream().filter(not(lanes::containsKey)).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("nobody is connected for " + unknown);
    }
  }

  /** Every attempt so far, counted. */
  public PageCounts counts() {
    return counts;
  }

  /** Lets what is in flight end, 15 s at most in all, and sends nothing more. */
  @Override
  public void close() {
    lanes.values().forEach(Lane::stop);
    var patience = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    lanes.values().forEach(lane -> lane.awaitEnd(Duration.ofNanos(patience - System.nanoTime())));
  }

  private Lane lane(
      Destination destination,
      Route route,
      Wire wire,
      Supplier<Moment> clock,
      DoubleSupplier jitter,
      Observer observer) {
    var dialect =
        switch (destination) {
          case Destination.Alertmanager alertmanager ->
              new AlertmanagerDialect(alertmanager.url(route.member()), alertmanager.lease());
          case Destination.PagerDuty pagerDuty ->
              new PagerDutyDialect(pagerDuty.url(), pagerDuty.routingKey());
          case Destination.Webhook webhook ->
              new WebhookDialect(webhook.url(), webhook.secret(), clock);
        };
    var backlog =
        switch (destination) {
          case Destination.Alertmanager _ ->
              new Backlog(Pace.ALERTMANAGER, Budget.boundless(), jitter);
          case Destination.PagerDuty _, Destination.Webhook _ ->
              new Backlog(Pace.PAGERDUTY, Budget.aMinute(PAGERDUTY_A_MINUTE), jitter);
        };
    return new Lane(route, dialect, wire, backlog, clock, new Counted(counts, observer));
  }

  /** Counts each attempt on its way to who wants to know. */
  private record Counted(PageCounts counts, Observer next) implements Observer {

    @Override
    public void reported(Report report) {
      counts.count(report);
      next.reported(report);
    }

    @Override
    public void held(Holding holding) {
      next.held(holding);
    }

    @Override
    public void counted(Tally tally) {
      next.counted(tally);
    }
  }
}
