package dev.deadair.config;

import com.typesafe.config.ConfigObject;
import dev.deadair.alert.Receiver.Nature;
import dev.deadair.alert.RouteCheck;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Vigil;
import dev.deadair.config.Settings.Heartbeat;
import dev.deadair.config.Settings.Web;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.SiteId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the whole tree from the top down. */
final class SettingsReader {
  private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(1);

  private static final String TOKEN = "receipt-token";

  private static final String NOBODY_WATCHES = "heartbeat is not set: nobody watches this watcher";

  private final Problems problems;

  SettingsReader(Problems problems) {
    this.problems = problems;
  }

  /** The settings; nothing if there is any problem. */
  Optional<Settings> read(ConfigObject tree) {
    var root = new Node("", tree, problems);
    var inside = root.get(Hocon.ROOT).flatMap(Value::node).map(Node::asRoot);
    if (inside.isEmpty()) {
      root.done();
    }
    return inside.flatMap(node -> settings(root, node));
  }

  private Optional<Settings> settings(Node root, Node node) {
    var poll = Poll.read(node);
    var patience = Patience.of(node, poll.interval());
    poll.check(node.get("window").filter(Value::isWritten), patience);

    var names = node.node("receivers");
    var receivers = new ReceiversReader();
    names.ifPresent(receivers::read);
    var sites = new SitesReader(poll.interval(), names.map(Node::keys).orElse(List.of()));
    var inherited = new Inherited(patience, Replicas.DEFAULT.at(node));
    node.node("sites").ifPresent(each -> sites.read(each, inherited));

    var watcher = watcher(node);
    var controls = node.get("controls").flatMap(SettingsReader::controls).orElse(List.of());
    var dns = node.node("dns");
    var nameServer = dns.flatMap(SettingsReader::nameServer);
    var storage = node.node("storage").flatMap(SettingsReader::storage);
    var web = node.node("web").flatMap(SettingsReader::web);
    requireToken(node, sites.heartbeats());
    var heartbeat = node.node("heartbeat").flatMap(SettingsReader::heartbeat);
    var longest = node.node("maintenance").flatMap(SettingsReader::longestMaintenance);
    var drills = new DrillsReader(names.map(Node::keys).orElse(List.of())).read(node);
    node.later("peers");
    node.done();
    tellOutside(root, node);

    if (problems.any()) {
      return Optional.empty();
    }
    warn(node, receivers);
    var routing =
        new Routing(
            watcher.orElseThrow(),
            web.orElseThrow().externalUrl(),
            receivers.receivers(),
            sites.receiversOfSite(),
            new Vigil(true, heartbeat.isPresent()));
    return Optional.of(
        new Settings(
            new Inventory(poll.interval().orElseThrow(), sites.sites()),
            poll.timeout().orElseThrow(),
            sites.connections(),
            sites.logs(),
            routing,
            receivers.settings(),
            controls,
            nameServer,
            sites.waivers(),
            unpaged(sites, routing),
            storage.orElseThrow(),
            web.orElseThrow(),
            longest.orElseThrow(),
            drills,
            heartbeat));
  }

  /** An Alertmanager may page: its routes decide. */
  private static Map<SiteId, Problem> unpaged(SitesReader sites, Routing routing) {
    var unpaged = new HashMap<>(sites.places());
    unpaged.keySet().removeIf(site -> RouteCheck.mayPage(site, routing));
    return unpaged;
  }

  private static Optional<String> watcher(Node node) {
    if (node.has("watcher")) {
      return node.get("watcher").flatMap(Value::name);
    }
    var host = HostName.own().filter(name -> Naming.fault(name).isEmpty());
    if (host.isEmpty()) {
      node.require("watcher", "NAME, since this machine has no host name");
    }
    return host;
  }

  private static Optional<List<URI>> controls(Value value) {
    return value
        .list("[\"https://gateway.example\"]")
        .map(list -> list.stream().flatMap(each -> each.url().stream()).distinct().toList());
  }

  private static Optional<InetSocketAddress> nameServer(Node dns) {
    var server =
        dns.get("server").flatMap(value -> value.parsed("an address", Addresses::ofNameServer));
    dns.done();
    return server;
  }

  private static Optional<Path> storage(Node storage) {
    var path =
        storage
            .get("path")
            .flatMap(value -> value.parsed("a directory", SettingsReader::directory));
    storage.later("url");
    storage.done();
    return path;
  }

  private static Path directory(String text) {
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("is no path; name a directory");
    }
    return Path.of(text);
  }

  private static Optional<Web> web(Node web) {
    var listen =
        web.get("listen-address")
            .flatMap(value -> value.parsed("host:port", Addresses::toListenOn));
    var external = web.get("external-url").flatMap(Value::url);
    var token = SecretReader.maybe(web, TOKEN, SettingsReader::tokenFault);
    web.later("config-file");
    web.done();
    return listen.map(address -> new Web(address, external, token));
  }

  /** Without it no heartbeat is let in: what waits for one would be absent for ever. */
  private static void requireToken(Node node, List<Value> heartbeats) {
    if (node.node("web").filter(web -> web.has(TOKEN) || web.has(TOKEN + "-file")).isEmpty()) {
      heartbeats.stream()
          .findFirst()
          .ifPresent(each -> each.wrong("is let in by nobody; set web.receipt-token-file"));
    }
  }

  private static Optional<String> tokenFault(String token) {
    return token.chars().allMatch(each -> each > ' ' && each < 0x7f)
        ? Optional.empty()
        : Optional.of("is no single printable word, as a bearer must be");
  }

  private static Optional<Duration> longestMaintenance(Node maintenance) {
    var longest = maintenance.get("max").flatMap(Value::duration);
    maintenance.done();
    return longest;
  }

  private static Optional<Heartbeat> heartbeat(Node heartbeat) {
    var url = heartbeat.get("url").flatMap(Value::link);
    var interval = heartbeat.get("interval").flatMap(Value::duration);
    interval
        .filter(each -> each.compareTo(SHORTEST_HEARTBEAT) < 0)
        .ifPresent(_ -> heartbeat.wrongKey("interval", "is shorter than 1s; use at least 1s"));
    heartbeat.done();
    return url.flatMap(to -> interval.map(each -> new Heartbeat(to, each)));
  }

  private static void tellOutside(Node root, Node node) {
    for (var key : root.keys()) {
      if (node.known().contains(key)) {
        root.wrongKey(key, "is outside of " + Hocon.ROOT + " { … }; move it inside");
      }
    }
    root.done();
  }

  private void warn(Node node, ReceiversReader receivers) {
    warnUnlessWritten(node, "sites", "only http://localhost:9090 is watched, as site local");
    warnUnlessWritten(node, "receivers", "only an Alertmanager at http://localhost:9093 is told");
    if (receivers.receivers().stream()
        .noneMatch(each -> each.nature() instanceof Nature.Edge(_, _, var pages) && pages)) {
      problems.warning(
          "receivers", "no receiver pages by itself: with Alertmanager down nobody is paged");
    }
    if (receivers.receivers().stream().noneMatch(each -> each.after().isZero())) {
      problems.warning("receivers", "every receiver has an after: nobody is told at once");
    }
    if (node.node("heartbeat").filter(each -> each.has("url")).isEmpty()) {
      problems.warning("heartbeat", NOBODY_WATCHES);
    }
  }

  private void warnUnlessWritten(Node node, String key, String meanwhile) {
    if (node.get(key).filter(Value::isWritten).isEmpty()) {
      problems.warning(key, key + " is not set: " + meanwhile);
    }
  }
}
