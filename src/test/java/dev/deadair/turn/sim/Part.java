package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.AlertName;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import java.net.URI;
import java.util.List;

/** A group of a site: servers of which one with data is enough, and what is true of them. */
final class Part {

  final GroupId id;
  final Alert absent;
  final List<Replica> replicas;

  private long litSince;

  Part(GroupId id, List<Replica> replicas) {
    this.id = id;
    this.absent = new Alert(AlertName.GROUP_ABSENT, id);
    this.replicas = replicas;
  }

  /** What its servers show to whoever looks. */
  enum Shows {
    DATA,
    NONE,
    /** One of them cannot be seen, and the others have none. */
    HIDDEN
  }

  Shows shows() {
    var hidden = false;
    for (var each : replicas) {
      if (each.showsData()) {
        return Shows.DATA;
      }
      hidden |= !each.showsNone();
    }
    return hidden ? Shows.HIDDEN : Shows.NONE;
  }

  /** Notes what is true at {@code time}. */
  void note(long time) {
    litSince = shows() == Shows.DATA ? litSince : time;
  }

  /** Since when some replica has always shown data. */
  long litSince() {
    return litSince;
  }

  ExpectedGroup expected(Limits limits) {
    var instances =
        replicas.stream()
            .map(
                each ->
                    new ExpectedInstance(
                        each.id(),
                        URI.create("http://watcher:" + Datacenter.SECRET + "@server:9090")))
            .toList();
    return new ExpectedGroup(id, limits, instances);
  }
}
