package dev.deadair.turn.sim;

import dev.deadair.alert.Due;
import dev.deadair.alert.Holding;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Route;
import dev.deadair.turn.Fact;
import dev.deadair.turn.sim.PagerDuty.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What passes between a watcher and one member of an Alertmanager beside what it is told: whether
 * it holds that, what it has counted, what is silenced there, and how it routes.
 */
final class Talk implements Line.Far {

  /** How often silences are asked for, and here the routes with them. */
  private static final long EVERY = 30;

  private final SimulatedWatcher watcher;
  private final Alertmanager member;
  private final Route route;
  private final Line.Far posts;
  private final Map<IncidentId, Due> questions = new LinkedHashMap<>();
  private long asked = Clock.NEVER;

  Talk(SimulatedWatcher watcher, Alertmanager member, Route route, Line.Far posts) {
    this.watcher = watcher;
    this.member = member;
    this.route = route;
    this.posts = posts;
  }

  @Override
  public Reply take(Due due, long time) {
    if (isHeard() && !due.resolves() && due.reason() != Reason.REPEAT) {
      count(time); // to see afterwards what this page has made of them
    }
    var reply = posts.take(due, time);
    if (reply.status() == 200 && !due.resolves()) {
      questions.put(due.incident().id(), due);
    }
    return reply;
  }

  void advanceTo(long time) {
    if (isHeard()) {
      questions.values().forEach(each -> ask(each, time));
      if (!questions.isEmpty()) {
        count(time);
      }
      if (time - asked >= EVERY) {
        asked = time;
        var now = watcher.clock.at(time);
        watcher.hears(new Fact.SilencesRead(route, member.silences.told(member.clock(time)), now));
        member.routes().ifPresent(told -> watcher.hears(new Fact.RouteProved(route, told, now)));
      }
    }
    questions.clear(); // one that cannot be asked is asked with the next page
  }

  private boolean isHeard() {
    return watcher.runs() && !watcher.isBlind() && member.answers();
  }

  private void ask(Due due, long time) {
    var as = member.holding(due.incident().alert(), time);
    watcher.hears(
        new Fact.Held(
            new Holding(due.incident().id(), due.generation(), route, watcher.clock.at(time), as)));
  }

  private void count(long time) {
    watcher.hears(new Fact.Counted(member.tally(route, watcher.clock.at(time))));
  }
}
