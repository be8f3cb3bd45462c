package dev.deadair.web;

import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Subject;
import dev.deadair.turn.Command;
import dev.deadair.turn.Fact;
import dev.deadair.view.GroupView;
import dev.deadair.view.View;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is usual, forgotten over HTTP; answered once nothing is known any more. */
final class BaselineApi {

  private final Board board;
  private final Intake intake;

  BaselineApi(Board board, Intake intake) {
    this.board = board;
    this.intake = intake;
  }

  void mount(Routes routes) {
    routes.post("/api/v1/baseline/reset", this::reset);
  }

  private void reset(RoutingContext context) {
    try {
      var body = Actions.body(context);
      Actions.requireKnown(body, Set.of("target"));
      var whose = whose(Actions.text(body, "target"));
      intake.facts().accept(new Fact.Commanded(new Command.ResetBaseline(whose)));
      Actions.answerOnce(context, board, view -> unlearned(view, whose));
    } catch (IllegalArgumentException e) {
      Answers.error(context, 400, String.valueOf(e.getMessage()));
    }
  }

  private Subject whose(String target) {
    var whose = Targets.find(board.view(), target);
    if (whose instanceof InstanceId instance) {
      throw new IllegalArgumentException(
          "what is usual is known of groups: name " + instance.group() + " or its site");
    }
    return whose;
  }

  private static Optional<Object> unlearned(View view, Subject whose) {
    var groups = groups(view, whose);
    var all = new JsonArray();
    groups.forEach(
        each ->
            all.add(
                new JsonObject()
                    .put("site", each.group().site().name())
                    .put("group", each.group().name())));
    return groups.stream().allMatch(each -> each.usualRate().isEmpty())
        ? Optional.of(all)
        : Optional.empty();
  }

  private static List<GroupView> groups(View view, Subject whose) {
    return view.sites().values().stream()
        .flatMap(site -> site.groups().stream())
        .filter(each -> whose.equals(each.group()) || whose.equals(each.group().site()))
        .toList();
  }
}
