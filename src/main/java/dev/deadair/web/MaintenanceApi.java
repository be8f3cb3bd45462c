package dev.deadair.web;

import dev.deadair.alert.Maintenance;
import dev.deadair.liveness.Subject;
import dev.deadair.turn.Command;
import dev.deadair.turn.Fact;
import dev.deadair.view.MaintenanceView;
import dev.deadair.view.View;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Maintenance over HTTP: asked for, listed, ended; answered once the view shows it. */
final class MaintenanceApi {

  /** How long a turn may take to show what was asked; longer means that turns have stopped. */
  static final Duration DEADLINE = Duration.ofSeconds(3);

  private static final long LOOK_MILLIS = 50;
  private static final int LONGEST_TEXT = 1024;
  private static final Set<String> FIELDS =
      Set.of("target", "maxSeconds", "untilProducing", "comment", "author");

  private final Board board;
  private final Intake intake;
  private final SecureRandom random = new SecureRandom();

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
    for (var field : body.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException("\"" + field + "\" is unknown; use " + FIELDS);
      }
    }
    return new Maintenance.Wanted(
        id(),
        subject(text(body, "target")),
        atMost(body),
        Boolean.TRUE.equals(body.getValue("untilProducing", false)),
        text(body, "comment"),
        body.containsKey("author") ? text(body, "author") : "");
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
          "\"maxSeconds\" is above maintenance.max, which is " + longest.toSeconds());
    }
    return Duration.ofMillis(Math.max(1, Math.round(seconds.doubleValue() * 1000)));
  }

  private static String text(JsonObject body, String field) {
    if (!(body.getValue(field) instanceof String text)
        || text.isBlank()
        || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "\"" + field + "\" must be a text of 1 to " + LONGEST_TEXT + " characters");
    }
    return text.strip();
  }

  private String id() {
    var bytes = new byte[4];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Waits for the turn that takes it; what is not kept yet is said beside the answer. */
  private void answerOnce(RoutingContext context, Function<View, Optional<MaintenanceView>> shown) {
    var until = System.nanoTime() + DEADLINE.toNanos();
    context
        .vertx()
        .setPeriodic(
            LOOK_MILLIS,
            timer -> {
              var view = board.view();
              var found = shown.apply(view);
              if (found.isPresent()) {
                context.vertx().cancelTimer(timer);
                Answers.data(context, Json.maintenance(found.get()), warnings(view));
              } else if (System.nanoTime() - until > 0) {
                context.vertx().cancelTimer(timer);
                Answers.error(context, 503, "no turn has taken it within 3 s; it may yet");
              }
            });
  }

  private static List<String> warnings(View view) {
    return view.storeProblem()
        .map(why -> List.of("a restart would forget this, the journal does not hold it: " + why))
        .orElse(List.of());
  }

  private static Optional<MaintenanceView> find(View view, String id) {
    return view.maintenance().stream().filter(each -> each.id().equals(id)).findFirst();
  }
}
