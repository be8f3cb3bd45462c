package dev.deadair.demo;

import java.time.Duration;
import java.util.List;

/** A site of the demo as it is on paper: its name, its two servers and what each has to do. */
record Datacenter(String name, List<String> servers, Workload workload) {

  /** In the order in which they fail; on 2023-05-05 it was the first two. */
  static final List<Datacenter> ALL =
      List.of(
          of("eqsin", "prometheus5001", "prometheus5002", 24),
          of("ulsfo", "prometheus4001", "prometheus4002", 21),
          of("esams", "prometheus3001", "prometheus3002", 33),
          of("eqiad", "prometheus1005", "prometheus1006", 60));

  Datacenter {
    servers = List.copyOf(servers);
  }

  private static Datacenter of(String name, String one, String other, int targets) {
    return new Datacenter(
        name, List.of(one, other), new Workload(Duration.ofSeconds(1), targets, 340, 25));
  }
}
