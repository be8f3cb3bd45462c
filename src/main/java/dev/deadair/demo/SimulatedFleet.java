package dev.deadair.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Every server of every datacenter, each served over real HTTP by this process. */
final class SimulatedFleet implements AutoCloseable {
  /** For how long the servers have been running when the demo begins. */
  private static final Duration UPTIME = Duration.ofHours(30);

  private final Map<String, List<Supervisor>> bySite = new LinkedHashMap<>();

  private SimulatedFleet() {}

  /**
   * Starts every server; when this returns all of them answer.
   *
   * @param replay what each takes to replay its write-ahead log
   * @throws IOException when a port is not to be had
   */
  static SimulatedFleet start(List<Datacenter> datacenters, Duration replay) throws IOException {
    var fleet = new SimulatedFleet();
    try {
      for (var datacenter : datacenters) {
        fleet.bySite.put(datacenter.name(), new ArrayList<>());
        for (var server : datacenter.servers()) {
          fleet.start(datacenter, server, replay);
        }
      }
    } catch (IOException | RuntimeException e) {
      fleet.close();
      throw e;
    }
    return fleet;
  }

  /** Where each server of each site is, by its name. */
  Map<String, Map<String, URI>> servers() {
    var sites = new LinkedHashMap<String, Map<String, URI>>();
    bySite.forEach((site, supervisors) -> sites.put(site, urls(supervisors)));
    return sites;
  }

  /** Makes all servers of a site crash, and crash again at every start. */
  void fail(String site) {
    supervisors(site).forEach(Supervisor::breakDisk);
  }

  /** Lets the servers of a site start as they should. */
  void repair(String site) {
    supervisors(site).forEach(Supervisor::mendDisk);
  }

  @Override
  public void close() {
    bySite.values().forEach(servers -> servers.forEach(Supervisor::close));
  }

  private void start(Datacenter datacenter, String name, Duration replay) throws IOException {
    var server = new SimulatedPrometheus(name);
    // The same demo every time, as far as that depends on us.
    var random = new Random(name.hashCode());
    supervisors(datacenter.name())
        .add(
            new Supervisor(
                server, datacenter.workload(), replay, Instant.now().minus(UPTIME), random));
  }

  private static Map<String, URI> urls(List<Supervisor> supervisors) {
    var urls = new LinkedHashMap<String, URI>();
    supervisors.forEach(each -> urls.put(each.server().name(), each.server().url()));
    return urls;
  }

  private List<Supervisor> supervisors(String site) {
    var supervisors = bySite.get(site);
    if (supervisors == null) {
      throw new IllegalArgumentException("no such site: " + site);
    }
    return supervisors;
  }
}
