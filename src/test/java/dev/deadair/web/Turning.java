package dev.deadair.web;

import dev.deadair.alert.Receiver;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Inventory.Source;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteId;
import dev.deadair.probe.MachineClock;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Past;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import dev.deadair.view.View;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a turn for each fact that enters, and shows it: a watcher of two sites that looks not. */
final class Turning {

  private static final MachineClock CLOCK = new MachineClock();

  private final Board board;
  private State state;
  private Commit commit = new Commit.Kept();

  Turning(Board board, Receiver... receivers) {
    this.board = board;
    this.state =
        State.of(
            new Rules(
                new Inventory(Duration.ofSeconds(15), List.of(site("eqsin"), site("ulsfo"))),
                new Routing("test", Optional.empty(), List.of(receivers), Map.of())),
            Past.NONE,
            CLOCK.get());
    take(List.<Fact>of());
  }

  private static ExpectedSite site(String name) {
    var id = new GroupId(new SiteId(name), "ops");
    var looked =
        new ExpectedInstance(
            new InstanceId(id, "prometheus-" + name), URI.create("http://" + name + ":9090"));
    var twin =
        new ExpectedInstance(
            new InstanceId(id, "twin"), URI.create("http://" + name + ".twin:9090"));
    var heard =
        new ExpectedInstance(
            new InstanceId(id, "far"), new Source.Heartbeat(Duration.ofMinutes(11)));
    return Expected.site(id, Limits.DEFAULT, looked, twin, heard);
  }

  synchronized void fail(String why) {
    commit = new Commit.Unkept(why);
  }

  void take(Fact fact) {
    take(List.of(fact));
  }

  private synchronized void take(List<Fact> facts) {
    var now = CLOCK.get();
    state = state.turn(facts, now).state();
    board.publish(View.of(state, commit, now, board.view()));
  }
}
