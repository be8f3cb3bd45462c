package dev.deadair.web;

import dev.deadair.alert.Maintenance;
import dev.deadair.liveness.Subject;
import dev.deadair.turn.Command;
import dev.deadair.turn.Fact;
import dev.deadair.view.MaintenanceView;
import dev.deadair.view.View;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Maintenance over HTTP: asked for, listed, ended; answered once the view shows it. */
final class MaintenanceApi {

  private static final Set<String> FIELDS =
      Set.of("target", "maxSeconds", "untilProducing", "comment", "author");

  private final Board board;
  private final Intake intake;

  MaintenanceApi(Board board, Intake intake) {
    this.board = board;
    this.intake = intake;
  }

  void mount(Routes routes) {
    routes.get(
        "/api/v1/maintenance", context -> Answers.data(context, Json.maintenance(board.view())));
    routes.post("/api/v1/maintenance", this::add);
    routes.delete("/api/v1/maintenance/:id", this::expire);
  }

  private void add(RoutingContext context) {
    try {
      var wanted = wanted(Actions.body(context));
      intake.facts().accept(new Fact.Muted(wanted));
      answerOnce(context, view -> find(view, wanted.id()));
    } catch (IllegalArgumentException e) {
      Answers.error(context, 400, String.valueOf(e.getMessage()));
    }
  }

  private void expire(RoutingContext context) {
    var id = String.valueOf(context.pathParam("id"));
    if (find(board.view(), id).isEmpty()) {
      Answers.error(context, 404, "no maintenance has the id \"" + id + "\"");
      return;
    }
    intake.facts().accept(new Fact.Commanded(new Command.Expire(id)));
    answerOnce(context, view -> find(view, id).filter(each -> !each.isOn()));
  }

  private Maintenance.Wanted wanted(JsonObject body) {
    Actions.requireKnown(body, FIELDS);
    return new Maintenance.Wanted(
        Actions.id(),
        subject(Actions.text(body, "target")),
        atMost(body),
        untilProducing(body),
        Actions.text(body, "comment"),
        body.containsKey("author") ? Actions.text(body, "author") : "");
  }

  private static boolean untilProducing(JsonObject body) {
    if (body.getValue("untilProducing", false) instanceof Boolean early) {
      return early;
    }
    throw new IllegalArgumentException("\"untilProducing\" must be true or false");
  }

  private Subject subject(String target) {
    return Targets.find(board.view(), target);
  }

  private Duration atMost(JsonObject body) {
    if (!(body.getValue("maxSeconds") instanceof Number seconds) || !(seconds.doubleValue() > 0)) {
      throw new IllegalArgumentException(
          "\"maxSeconds\" must be a number above 0: no maintenance is without an end");
    }
    var longest = intake.longestMaintenance();
    if (seconds.doubleValue() > longest.toSeconds()) {
      throw new IllegalArgumentException(
          "longer than maintenance.max allows: \"maxSeconds\" must be at most "
              + longest.toSeconds());
    }
    return Duration.ofMillis(Math.max(1, Math.round(seconds.doubleValue() * 1000)));
  }

  private void answerOnce(RoutingContext context, Function<View, Optional<MaintenanceView>> shown) {
    Actions.answerOnce(context, board, view -> shown.apply(view).map(Json::maintenance));
  }

  private static Optional<MaintenanceView> find(View view, String id) {
    return view.maintenance().stream().filter(each -> each.id().equals(id)).findFirst();
  }
}
