package dev.deadair.alert;

import dev.deadair.liveness.SiteId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which receivers there are, and which of them a site's alerts go to.
 *
 * @param watcher our own name
 * @param externalUrl where a person reaches our board; pages link to it
 * @param receivers every receiver, in the order of the configuration
 * @param ofSite the names of the receivers of sites that restrict them; all others use every one
 * @param vigil who watches this watcher
 */
public record Routing(
    String watcher,
    Optional<URI> externalUrl,
    List<Receiver> receivers,
    Map<SiteId, Set<String>> ofSite,
    Vigil vigil) {

  public Routing {
    receivers = List.copyOf(receivers);
    ofSite = Map.copyOf(ofSite);
  }

  /** One of a watcher that nobody watches. */
  public Routing(
      String watcher,
      Optional<URI> externalUrl,
      List<Receiver> receivers,
      Map<SiteId, Set<String>> ofSite) {
    this(watcher, externalUrl, receivers, ofSite, Vigil.NONE);
  }

  /** The receivers for an alert of {@code severity} about {@code site}; all for one about none. */
  public List<Receiver> receiversFor(Optional<SiteId> site, Severity severity) {
    var restricted = site.map(ofSite::get).orElse(null);
    return receivers.stream()
        .filter(each -> restricted == null || restricted.contains(each.name()))
        .filter(each -> severity.atLeast(each.minSeverity()))
        .toList();
  }

  Optional<Receiver> receiver(String name) {
    return receivers.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Whether it leads to what forgets by itself: an Alertmanager, or a receiver that is gone. */
  boolean isLevel(Route route) {
    return receiver(route.receiver())
        .filter(each -> each.nature() instanceof Receiver.Nature.Edge)
        .isEmpty();
  }

  /** How long what is told over {@code route} is believed there. */
  Duration lease(Route route) {
    return receiver(route.receiver())
        .map(Receiver::level)
        .orElse(Receiver.Nature.Level.DEFAULT)
        .lease();
  }

  /** Where a run of ours of which nothing is remembered may have left it open, to be closed. */
  List<Route> closers(Alert alert) {
    return receiversEver(alert).stream()
        .filter(each -> each.isLevel() || each.isShared())
        .flatMap(each -> each.routes().stream())
        .toList();
  }

  /** Everybody who is told of it when nobody else takes it. */
  private List<Receiver> receiversEver(Alert alert) {
    if (alert.name() == AlertName.DRILL) {
      var tried = alert.more().get("receiver");
      return receivers.stream().filter(each -> each.name().equals(tried)).toList();
    }
    return alert.severity() == Severity.CRITICAL
        ? receivers
        : receiversFor(alert.site(), alert.severity());
  }

  /** Every route to a receiver of that nature. */
  List<Route> routes(Predicate<Receiver> which) {
    return receivers.stream().filter(which).flatMap(each -> each.routes().stream()).toList();
  }
}
