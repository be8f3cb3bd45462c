package dev.deadair.turn;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteId;
import java.time.Duration;

/** A site whose one group is two servers. */
final class Pair {

  static final Duration WINDOW = Duration.ofMinutes(10);
  static final Limits LIMITS = Limits.of(WINDOW, Duration.ofMinutes(3), Duration.ofMinutes(5));

  static final SiteId ULSFO = new SiteId("ulsfo");
  static final GroupId OPS = new GroupId(ULSFO, "ops");
  static final InstanceId ONE = new InstanceId(OPS, "prometheus4001");
  static final InstanceId TWO = new InstanceId(OPS, "prometheus4002");

  private Pair() {}

  /** A world that has it, and has told whatever it tells at its start. */
  static World producing() {
    return toldOfItsStart(new World(LIMITS, ONE.toString(), TWO.toString()));
  }

  /** After so long that what a start closes, in case an earlier run had left it open, is closed. */
  static World toldOfItsStart(World world) {
    world.run(Duration.ofMinutes(10));
    world.sent.clear();
    return world;
  }
}
