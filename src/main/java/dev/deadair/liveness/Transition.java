package dev.deadair.liveness;

import java.util.ArrayList;
import java.util.List;

/**
 * A change of state, as a value.
 *
 * @param from and
 * @param to the state words before and after
 * @param because what a log line or a timeline should say of the reason
 */
public record Transition(Subject subject, String from, String to, Moment at, String because) {

  /** What changed between two turns, in the order of the inventory. */
  public static List<Transition> between(Fleet before, Fleet after, Moment now) {
    var transitions = new ArrayList<Transition>();
    for (var site : after.sites().values()) {
      var old = before.sites().get(site.id());
      if (old != null && !Same.object(old, site)) {
        ofSite(old, site, now, transitions);
      }
    }
    return List.copyOf(transitions);
  }

  private static void ofSite(Site before, Site after, Moment now, List<Transition> into) {
    for (var group : after.groups()) {
      for (var instance : group.instances()) {
        before
            .instance(instance.id())
            .filter(old -> !old.state().word().equals(instance.state().word()))
            .ifPresent(
                old ->
                    into.add(
                        new Transition(
                            instance.id(),
                            old.state().word(),
                            instance.state().word(),
                            now,
                            instance.shows())));
      }
      before
          .group(group.id())
          .ifPresent(old -> ofJudgement(group.id(), old.judgement(), group.judgement(), now, into));
    }
    ofJudgement(after.id(), before.judgement(), after.judgement(), now, into);
  }

  private static void ofJudgement(
      Subject subject, Judgement before, Judgement after, Moment now, List<Transition> into) {
    if (!before.state().word().equals(after.state().word())) {
      into.add(
          new Transition(
              subject, before.state().word(), after.state().word(), now, after.state().because()));
    }
  }
}
