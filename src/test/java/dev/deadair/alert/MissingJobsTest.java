package dev.deadair.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MissingJobsTest {
  private static final Moment NOW =
      new Moment(Instant.parse("2023-05-05T00:30:00Z"), Duration.ZERO, Duration.ZERO);
  private static final SiteId SITE = new SiteId("ulsfo");

  @Test
  void theLargestIsNamedFirstAndReplicasAreNotCountedTwice() {
    var instances =
        inspected(
            Map.of(
                id("ops", "prometheus4001"), Map.of("node", 40L, "mysql", 3L),
                id("ops", "prometheus4002"), Map.of("node", 38L),
                id("k8s", "prometheus4001"), Map.of("mysql", 50L)));

    assertThat(MissingJobs.line(instances)).contains("Targets down by job: mysql 53, node 40.");
  }

  @Test
  void fiveAreNamed() {
    var jobs = Map.of("a", 7L, "b", 6L, "c", 5L, "d", 4L, "e", 3L, "f", 2L, "g", 1L);

    assertThat(MissingJobs.line(inspected(Map.of(id("ops", "prometheus4001"), jobs))))
        .contains("Targets down by job: a 7, b 6, c 5, d 4, e 3 and 2 more.");
  }

  @Test
  void nothingIsSaidWhereNoneIsDown() {
    assertThat(MissingJobs.line(inspected(Map.of(id("ops", "prometheus4001"), Map.of()))))
        .isEmpty();
  }

  private static List<Instance> inspected(Map<InstanceId, Map<String, Long>> down) {
    var groups =
        down.keySet().stream()
            .map(InstanceId::group)
            .distinct()
            .map(id -> group(id, down))
            .toList();
    var site = new ExpectedSite(SITE, Limits.DEFAULT, groups, Optional.empty(), Optional.empty());
    var inventory = new Inventory(Duration.ofSeconds(15), List.of(site));
    var fleet = Fleet.of(inventory, Memory.NONE, NOW);
    for (var each : down.entrySet()) {
      fleet =
          fleet.inspected(new Inspection(each.getKey(), NOW, Optional.empty(), each.getValue()));
    }
    return fleet.sites().values().stream()
        .flatMap(each -> each.groups().stream())
        .flatMap(each -> each.instances().stream())
        .toList();
  }

  private static ExpectedGroup group(GroupId id, Map<InstanceId, Map<String, Long>> down) {
    return new ExpectedGroup(
        id,
        Limits.DEFAULT,
        down.keySet().stream()
            .filter(each -> each.group().equals(id))
            .map(each -> new ExpectedInstance(each, URI.create("http://" + each.name())))
            .toList());
  }

  private static InstanceId id(String group, String name) {
    return new InstanceId(new GroupId(SITE, group), name);
  }
}
