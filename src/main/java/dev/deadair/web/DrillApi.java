package dev.deadair.web;

import dev.deadair.alert.Drill;
import dev.deadair.alert.Severity;
import dev.deadair.turn.Command;
import dev.deadair.turn.Fact;
import dev.deadair.view.DrillView;
import dev.deadair.view.View;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drills over HTTP: ordered, and what every receiver has proven. */
final class DrillApi {

  private static final Set<String> FIELDS = Set.of("receiver", "severity", "author");

  private final Board board;
  private final Intake intake;

  DrillApi(Board board, Intake intake) {
    this.board = board;
    this.intake = intake;
  }

  void mount(Routes routes) {
    routes.get("/api/v1/drills", context -> Answers.data(context, DrillJson.all(board.view())));
    routes.post("/api/v1/drills", this::order);
  }

  private void order(RoutingContext context) {
    try {
      var body = Actions.body(context);
      Actions.requireKnown(body, FIELDS);
      var severity = severity(body);
      var author = body.containsKey("author") ? Actions.text(body, "author") : "";
      var receivers = receivers(body);
      var busy = receivers.stream().filter(each -> !each.isFree()).toList();
      if (!busy.isEmpty()) {
        Answers.error(context, 409, busy(busy.getFirst()));
        return;
      }
      var wanted =
          receivers.stream()
              .map(each -> new Drill.Wanted(Actions.id(), each.receiver(), severity, author))
              .toList();
      wanted.forEach(each -> intake.facts().accept(new Fact.Commanded(new Command.Try(each))));
      Actions.answerOnce(context, board, view -> found(view, wanted));
    } catch (IllegalArgumentException e) {
      Answers.error(context, 400, String.valueOf(e.getMessage()));
    }
  }

  private static String busy(DrillView receiver) {
    return receiver.latest().filter(each -> each.endedAt().isEmpty()).isPresent()
        ? "a drill of " + receiver.receiver() + " is under way"
        : "the end of the last drill of "
            + receiver.receiver()
            + " is not told everywhere yet; that takes a minute or two";
  }

  private List<DrillView> receivers(JsonObject body) {
    var all = board.view().drills();
    if (!body.containsKey("receiver")) {
      return all;
    }
    var name = Actions.text(body, "receiver");
    var one = all.stream().filter(each -> each.receiver().equals(name)).toList();
    if (one.isEmpty()) {
      throw new IllegalArgumentException(
          "no receiver is named \""
              + name
              + "\"; there are "
              + all.stream().map(DrillView::receiver).toList());
    }
    return one;
  }

  private static Severity severity(JsonObject body) {
    return switch (String.valueOf(body.getValue("severity", "critical"))) {
      case "critical" -> Severity.CRITICAL;
      case "warning" -> Severity.WARNING;
      default -> throw new IllegalArgumentException("\"severity\" must be critical or warning");
    };
  }

  /** Once all of them have begun. */
  private static Optional<Object> found(View view, List<Drill.Wanted> wanted) {
    var ids = wanted.stream().map(Drill.Wanted::id).toList();
    var begun = new JsonArray();
    view.drills().stream()
        .filter(each -> each.latest().filter(drill -> ids.contains(drill.id())).isPresent())
        .forEach(each -> begun.add(DrillJson.of(each)));
    return begun.size() == ids.size() ? Optional.of(begun) : Optional.empty();
  }
}
