package dev.deadair.liveness;

import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One server, looked at every 15 seconds. */
final class Watched {
  static final Duration INTERVAL = Duration.ofSeconds(15);
  static final Instant START = Instant.parse("2023-05-05T00:00:00Z");
  private static final GroupId GROUP = new GroupId(new SiteId("ulsfo"), "ops");
  private static final InstanceId ID = new InstanceId(GROUP, "prometheus4001");

  Moment now = new Moment(START, Duration.ofDays(1), Duration.ofDays(1));
  private final Inventory inventory;
  private Instance instance;

  Watched(Role role) {
    var expected = new ExpectedInstance(ID, URI.create("http://prometheus4001:9090"), role);
    var site = Expected.site(GROUP, Limits.DEFAULT, expected);
    inventory = new Inventory(INTERVAL, List.of(site));
    instance = Instance.unseen(expected, inventory, START);
  }

  /** What is known of it now. */
  Instance instance() {
    return instance;
  }

  void refuses(Failure.Kind kind) {
    saw(new Observation.Refused(ID, now, new Failure(kind, "/metrics", "")));
  }

  void answers(Exposed exposed) {
    saw(exposed.seen(ID, now));
  }

  private void saw(Observation look) {
    instance = instance.saw(look, Sight.UNPROVEN, inventory).at(now, Sight.UNPROVEN, inventory);
    now = now.plus(INTERVAL);
  }
}
