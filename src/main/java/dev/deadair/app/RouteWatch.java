package dev.deadair.app;

import dev.deadair.alert.Alert;
import dev.deadair.alert.MemberClocks;
import dev.deadair.alert.Raisable;
import dev.deadair.alert.Route;
import dev.deadair.alert.RouteCheck;
import dev.deadair.alert.RouteFault;
import dev.deadair.alert.RouteReview;
import dev.deadair.alert.Routes;
import dev.deadair.alert.Trees;
import dev.deadair.app.RouteSurvey.Finding;
import dev.deadair.config.ReceiverSettings;
import dev.deadair.config.Settings;
import dev.deadair.liveness.Moment;
import dev.deadair.turn.Fact;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again and again how the Alertmanagers route, hands on what they say, and rules on it: the
 * check of {@code check route}, for as long as the daemon runs.
 *
 * <p>It rules here and not within a turn, since that takes time with a thousand sites.
 */
final class RouteWatch implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);

  private static final Duration AT_LEAST = Duration.ofMinutes(10);

  private final Settings settings;
  private final RouteSurvey survey;
  private final List<Alert> alerts;
  private final boolean hasAlertmanager;
  private final Supplier<Moment> clock;
  private final Consumer<Fact> sink;
  private final Set<Route> mute = new HashSet<>();
  private Set<RouteFault> faults = Set.of();
  private Trees trees = Trees.NONE;
  private MemberClocks clocks = MemberClocks.NONE;
  private Optional<RuledOn> ruledOn = Optional.empty();
  private Moment ruledAt;

  RouteWatch(Settings settings, RouteSurvey survey, Supplier<Moment> clock, Consumer<Fact> sink) {
    this.settings = settings;
    this.survey = survey;
    this.alerts = Raisable.samples(settings.inventory(), settings.routing().watcher());
    this.hasAlertmanager =
        settings.receivers().stream().anyMatch(ReceiverSettings.Alertmanager.class::isInstance);
    this.clock = clock;
    this.ruledAt = clock.get();
    this.sink = sink;
  }

  @Override
  public void run() {
    try {
      survey.ask().forEach(this::hand);
      if (isRulingDue()) {
        rule();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) { // whatever passes here would be the last question
      LOG.error("routes=unread", e); // and asked again in a minute
    }
  }

  /** Says once that a member does not tell, and once that it does again. */
  private void hand(Finding finding) {
    var route = finding.route();
    switch (finding) {
      case Finding.Routed(_, var routes, var ahead) -> {
        if (mute.remove(route)) {
          LOG.info("receiver={} member={} routes=read", route.receiver(), route.member());
        }
        var now = clock.get();
        trees = trees.with(route, routes, now);
        clocks = clocks.heard(route, ahead, now);
        sink.accept(new Fact.RouteProved(route, routes, now));
      }
      case Finding.Unrouted(_, var why) -> {
        if (mute.add(route)) {
          LOG.warn(
              "receiver={} member={} routes=unread because=\"{}\"",
              route.receiver(),
              route.member(),
              why);
        }
      }
    }
  }

  /** It takes seconds with a thousand sites; a waiver may end without a change of the routes. */
  private boolean isRulingDue() {
    return (!trees.byRoute().isEmpty() || !hasAlertmanager)
        && (!ruledOn.equals(Optional.of(known()))
            || clock.get().since(ruledAt).compareTo(AT_LEAST) >= 0);
  }

  private RuledOn known() {
    return new RuledOn(
        trees.byRoute().values().stream().map(Trees.Tree::routes).toList(),
        clocks.faults(settings.routing(), clock.get()));
  }

  /** What a ruling rests on, waivers aside. */
  private record RuledOn(List<Routes> routes, List<RouteFault> clocks) {}

  /** Says each fault once when it is there, and once when it is not any more. */
  private void rule() {
    var now = clock.get();
    var found = new LinkedHashSet<>(clocks.faults(settings.routing(), now));
    found.addAll(
        RouteCheck.faults(alerts, settings.routing(), trees, settings.waived(), now.wall()));
    for (var each : found) {
      if (!faults.contains(each)) {
        if (each.grave()) {
          LOG.error("{} what=\"{}\"", head(each), each.sentence());
        } else {
          LOG.warn("{} what=\"{}\"", head(each), each.sentence());
        }
      }
    }
    for (var each : faults) {
      if (!found.contains(each)) {
        LOG.info("{} what=over", head(each));
      }
    }
    faults = found;
    ruledOn = Optional.of(known());
    ruledAt = now;
    sink.accept(new Fact.RoutesReviewed(new RouteReview(List.copyOf(found), Optional.of(now))));
  }

  private static String head(RouteFault fault) {
    return "receiver=%s code=%s site=%s"
        .formatted(
            fault.receiver(), fault.kind().word(), fault.site().map(Object::toString).orElse("-"));
  }
}
