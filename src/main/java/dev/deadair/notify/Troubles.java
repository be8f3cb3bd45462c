package dev.deadair.notify;

import dev.deadair.alert.Outcome;
import dev.deadair.alert.Route;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands between us and one member: each kind of failure is logged when it begins and when it
 * is over. Belongs to one thread.
 */
final class Troubles {

  private static final Logger log = LoggerFactory.getLogger(Troubles.class);

  /**
   * A refused page is sent again after two minutes at most, and another may be accepted in between:
   * only when none was refused for longer is the refusal over.
   */
  private static final Duration CALM = Duration.ofMinutes(3);

  private final Route route;
  private final Map<String, Trouble> byKind = new HashMap<>();

  Troubles(Route route) {
    this.route = route;
  }

  boolean has(String kind) {
    return byKind.containsKey(kind);
  }

  void met(Answer answer, Outcome outcome, Moment at) {
    var kind =
        switch (answer) {
          case Answer.Answered it -> "status " + it.status();
          case Answer.Unanswered none -> none.why().words();
        };
    var trouble = byKind.get(kind);
    if (trouble == null) {
      log.atWarn()
          .addKeyValue("receiver", route.receiver())
          .addKeyValue("member", route.member())
          .addKeyValue("kind", kind)
          .addKeyValue("outcome", outcome.words())
          .log("not delivered");
    }
    var refused = outcome instanceof Outcome.Rejected;
    byKind.put(
        kind,
        trouble == null
            ? new Trouble(refused, at, at, 1)
            : new Trouble(refused, trouble.since(), at, trouble.attempts() + 1));
  }

  void accepted(Moment at) {
    byKind
        .entrySet()
        .removeIf(
            each -> {
              var over = each.getValue().isOver(at);
              if (over) {
                healed(each.getKey(), each.getValue());
              }
              return over;
            });
  }

  private void healed(String kind, Trouble trouble) {
    log.atInfo()
        .addKeyValue("receiver", route.receiver())
        .addKeyValue("member", route.member())
        .addKeyValue("kind", kind)
        .addKeyValue("since", trouble.since().wall())
        .addKeyValue("attempts", trouble.attempts())
        .log("delivered again");
  }

  private record Trouble(boolean refused, Moment since, Moment latest, int attempts) {

    boolean isOver(Moment at) {
      return !refused || at.since(latest).compareTo(CALM) >= 0;
    }
  }
}
