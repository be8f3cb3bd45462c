package dev.deadair.alert;

import dev.deadair.alert.RouteFault.Kind;
import dev.deadair.alert.Routes.Destination;
import dev.deadair.alert.Routes.InhibitRule;
import dev.deadair.alert.Routes.Integration;
import dev.deadair.liveness.SiteId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether our alerts reach somebody who gets out of bed, as far as the routing trees of the
 * Alertmanagers decide it.
 *
 * <pre>
 * a critical alert                                             fault, grave unless PagerDuty is told directly
 *   reaches no receiver that pages                             unpaged (not grave while a waiver lasts)
 *   every such receiver has time intervals                     muted-at-times
 *   an inhibit rule matches it, and not just for such a page   inhibited
 *   is grouped by less than its site                           shared-page
 *   goes to programs alone, none of which is said to page         unpaged (not grave while a waiver lasts)
 * any alert
 *   reaches a PagerDuty that is told of the end                sends-resolved, grave
 *   goes elsewhere by another member                           members-differ, grave
 *   reaches only receivers that are made of nothing            goes-nowhere
 * </pre>
 */
public final class RouteCheck {

  private static final Set<String> NAMES =
      Arrays.stream(AlertName.values()).map(AlertName::label).collect(Collectors.toSet());

  private final Routing routing;
  private final Trees trees;
  private final Waivers waivers;
  private final Instant time;
  private final Collection<Alert> alerts;
  private final Map<Source, List<Alert>> sources = new HashMap<>();
  private final Map<Key, Found> found = new LinkedHashMap<>();

  private RouteCheck(
      Collection<Alert> alerts, Routing routing, Trees trees, Waivers waivers, Instant now) {
    this.alerts = alerts;
    this.routing = routing;
    this.trees = trees;
    this.waivers = waivers;
    this.time = now;
  }

  /**
   * Everything that is wrong with the ways of {@code alerts}; members without a tree say nothing.
   */
  public static List<RouteFault> faults(
      Collection<Alert> alerts, Routing routing, Trees trees, Waivers waivers, Instant now) {
    var check = new RouteCheck(alerts, routing, trees, waivers, now);
    alerts.forEach(check::judge);
    return check.found.entrySet().stream()
        .map(each -> check.fault(each.getKey(), each.getValue()))
        .sorted((one, other) -> Boolean.compare(other.grave(), one.grave()))
        .toList();
  }

  /** Whether any receiver of {@code site} could page: itself, or by an Alertmanager's routes. */
  public static boolean mayPage(SiteId site, Routing routing) {
    return mayPage(Optional.of(site), routing);
  }

  private static boolean mayPage(Optional<SiteId> site, Routing routing) {
    return routing.receiversFor(site, Severity.CRITICAL).stream()
        .anyMatch(each -> each.isLevel() || each.isPager());
  }

  private void judge(Alert alert) {
    if (alert.severity() == Severity.CRITICAL && !mayPage(alert.site(), routing)) {
      toldToPrograms(alert);
    }
    for (var receiver : routing.receiversFor(alert.site(), alert.severity())) {
      var ways = new LinkedHashMap<String, List<Destination>>();
      for (var member : receiver.members()) {
        trees
            .of(new Route(receiver.name(), member))
            .ifPresent(
                routes -> {
                  var labels = receiver.labelled(alert);
                  var destinations = routes.destinations(labels);
                  ways.put(member, destinations);
                  judge(new Way(alert, receiver, member), labels, routes, destinations);
                });
      }
      if (new LinkedHashSet<>(ways.values()).size() > 1) {
        var words =
            ways.entrySet().stream()
                .map(each -> each.getKey() + " sends to " + text(each.getValue()))
                .collect(Collectors.joining(", "));
        ways.keySet()
            .forEach(
                member ->
                    note(
                        Kind.MEMBERS_DIFFER,
                        true,
                        new Way(alert, receiver, member),
                        "depends on the member: " + words));
      }
    }
  }

  /** One alert's way by one member. */
  private record Way(Alert alert, Receiver receiver, String member) {}

  private void judge(
      Way way, Map<String, String> labels, Routes routes, List<Destination> destinations) {
    if (way.alert().severity() == Severity.CRITICAL) {
      judgeCritical(way, labels, routes, destinations);
    } else if (destinations.stream().allMatch(each -> each.contact().integrations().isEmpty())) {
      note(Kind.GOES_NOWHERE, false, way, "goes to " + text(destinations) + ": nobody is told");
    }
    for (var each : destinations) {
      if (each.contact().integrations().stream().anyMatch(RouteCheck::resolvesPagerDuty)) {
        note(
            Kind.SENDS_RESOLVED,
            true,
            way,
            "is resolved in PagerDuty by Alertmanager, which may only have forgotten it: set"
                + " send_resolved: false in the pagerduty_configs of "
                + each.contact().name());
      }
    }
  }

  private void judgeCritical(
      Way way, Map<String, String> labels, Routes routes, List<Destination> destinations) {
    var grave = !isPagedDirectly(way.alert());
    var paging = destinations.stream().filter(Destination::pages).toList();
    if (paging.isEmpty()) {
      unpaged(way, grave, destinations);
      return;
    }
    if (paging.stream().noneMatch(each -> each.mutedIn().isEmpty() && each.activeIn().isEmpty())) {
      note(Kind.MUTED_AT_TIMES, grave, way, "is muted by the time intervals " + intervals(paging));
    }
    routes.inhibitRules().stream()
        .filter(rule -> mayBeMuted(rule, way, labels))
        .findFirst()
        .ifPresent(
            rule ->
                note(
                    Kind.INHIBITED,
                    grave,
                    way,
                    "is inhibited while any alert with " + text(rule) + " fires"));
    if (labels.containsKey("site")
        && paging.stream().noneMatch(each -> each.groupLabels().containsKey("site"))) {
      note(
          Kind.SHARED_PAGE,
          grave,
          way,
          "shares its page with other sites: add site to the group_by of "
              + paging.getFirst().contact().name());
    }
  }

  private void unpaged(Way way, boolean grave, List<Destination> destinations) {
    var waiver = way.alert().site().flatMap(site -> waivers.at(site, time));
    var words = "pages nobody: it goes to " + text(destinations);
    note(
        Kind.UNPAGED,
        grave && waiver.isEmpty(),
        way,
        waiver
            .map(it -> words + waived(it))
            .orElse(grave ? words : words + "; PagerDuty is told directly"));
  }

  private void toldToPrograms(Alert alert) {
    var waiver = alert.site().flatMap(site -> waivers.at(site, time));
    var words = "pages nobody: it goes to webhooks alone, and none of them is said to page";
    for (var receiver : routing.receiversFor(alert.site(), alert.severity())) {
      note(
          Kind.UNPAGED,
          waiver.isEmpty(),
          new Way(alert, receiver, receiver.name()),
          waiver.map(it -> words + waived(it)).orElse(words));
    }
  }

  private static String waived(Waivers.Waiver waiver) {
    return "; waived until " + waiver.until() + ": " + waiver.reason();
  }

  private boolean isPagedDirectly(Alert alert) {
    return routing.receiversFor(alert.site(), alert.severity()).stream()
        .anyMatch(Receiver::isPager);
  }

  /**
   * Whether something could mute it that is no page about the same site: an alert of somebody else,
   * unless the names must be equal or the rule names ours, or one of our own.
   */
  private boolean mayBeMuted(InhibitRule rule, Way way, Map<String, String> labels) {
    if (!rule.mayMute(labels)) {
      return false;
    }
    if (!rule.equal().contains("alertname") && !isAboutOurs(rule)) {
      return true;
    }
    return sources.computeIfAbsent(new Source(rule, way.receiver()), this::sources).stream()
        .filter(other -> other.severity() != Severity.CRITICAL || !isOfSameSite(other, way.alert()))
        .anyMatch(other -> rule.isMutedBy(labels, way.receiver().labelled(other)));
  }

  private List<Alert> sources(Source source) {
    return alerts.stream()
        .filter(
            each -> {
              var labels = source.receiver().labelled(each);
              return source.rule().source().stream().allMatch(it -> it.matches(labels));
            })
        .toList();
  }

  private static boolean isOfSameSite(Alert one, Alert other) {
    return one.site().isPresent() && one.site().equals(other.site());
  }

  private static boolean isAboutOurs(InhibitRule rule) {
    return rule.source().stream()
        .anyMatch(
            each ->
                each.label().equals("alertname")
                    && each.op() == Matcher.Op.EQUAL
                    && NAMES.contains(each.value()));
  }

  private record Source(InhibitRule rule, Receiver receiver) {}

  private static boolean resolvesPagerDuty(Integration integration) {
    return integration.kind().equals("pagerduty") && integration.sendResolved();
  }

  private static String intervals(List<Destination> destinations) {
    var names = new LinkedHashSet<String>();
    for (var each : destinations) {
      names.addAll(each.mutedIn());
      each.activeIn().forEach(name -> names.add("other than " + name));
    }
    return String.join(", ", names);
  }

  /** Receivers and what they are made of: {@code mail (email), pager (pagerduty)}. */
  public static String text(List<Destination> destinations) {
    return destinations.stream()
        .map(
            each ->
                each.contact().name()
                    + each.contact().integrations().stream()
                        .map(Integration::kind)
                        .distinct()
                        .collect(Collectors.joining(", ", " (", ")")))
        .map(text -> text.replace(" ()", " (nothing)"))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String text(InhibitRule rule) {
    return rule.source().stream()
            .sorted()
            .map(Matcher::toString)
            .collect(Collectors.joining(", ", "{", "}"))
        + (rule.equal().isEmpty()
            ? ""
            : " and the same " + rule.equal().stream().sorted().collect(Collectors.joining(", ")));
  }

  private void note(Kind kind, boolean grave, Way way, String words) {
    var alert = way.alert();
    found
        .computeIfAbsent(
            new Key(kind, grave, way.receiver().name(), alert.site(), words),
            _ -> new Found(new LinkedHashSet<>(), new LinkedHashSet<>()))
        .add(way.member(), alert.name().label());
  }

  private RouteFault fault(Key key, Found what) {
    var names = what.alerts();
    return new RouteFault(
        key.kind(),
        key.grave(),
        key.receiver(),
        List.copyOf(what.members()),
        key.site(),
        List.copyOf(names),
        every(key.site(), names).orElse(String.join(", ", names)),
        key.words());
  }

  /** {@code every critical alert}, where {@code names} are all of that severity and site. */
  private Optional<String> every(Optional<SiteId> site, Set<String> names) {
    var severities =
        alerts.stream()
            .filter(each -> each.site().equals(site) && names.contains(each.name().label()))
            .map(Alert::severity)
            .collect(Collectors.toSet());
    var all =
        alerts.stream()
            .filter(each -> each.site().equals(site) && severities.contains(each.severity()))
            .map(each -> each.name().label())
            .collect(Collectors.toSet());
    return severities.size() == 1 && all.equals(names)
        ? Optional.of(
            "every %s alert%s"
                .formatted(
                    severities.iterator().next().word(),
                    site.isPresent() ? "" : " about this watcher"))
        : Optional.empty();
  }

  private record Key(
      Kind kind, boolean grave, String receiver, Optional<SiteId> site, String words) {}

  /** By whom and about which alerts one thing was found. */
  private record Found(Set<String> members, Set<String> alerts) {
    void add(String member, String alert) {
      members.add(member);
      alerts.add(alert);
    }
  }
}
