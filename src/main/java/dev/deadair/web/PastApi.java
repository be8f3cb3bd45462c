package dev.deadair.web;

import static java.util.Objects.requireNonNull;

import dev.deadair.alert.IncidentId;
import dev.deadair.liveness.SiteId;
import dev.deadair.view.IncidentView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions of {@code /api/v1} about what was. They wait for a disk, so a thread of their own
 * asks it, few at a time, and nobody waits for long.
 */
final class PastApi {
  private static final Logger LOG = LoggerFactory.getLogger(PastApi.class);

  private static final int MOST_WAITING = 32;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final Duration MOST_SPAN = Duration.ofDays(31);
  private static final int STEPS = 1_500;

  private final Board board;
  private final Chronicle chronicle;
  private int waiting;

  PastApi(Board board, Chronicle chronicle) {
    this.board = board;
    this.chronicle = chronicle;
  }

  void mount(Routes routes) {
    routes.get("/api/v1/history", this::history);
    routes.get("/api/v1/sites/:name/why", this::why);
    routes.get("/api/v1/sites/:name/timeline", this::timeline);
    routes.get("/api/v1/incidents", this::incidents);
    routes.get("/api/v1/incidents/:name", this::incident);
  }

  private void history(RoutingContext context) {
    span(context)
        .ifPresent(
            span -> {
              var site = parameter(context, "site").map(SiteId::new);
              var steps = parameter(context, "steps").map(PastApi::steps).orElse(STEPS);
              var group = parameter(context, "group").orElse("");
              var instance = parameter(context, "instance").orElse("");
              ask(
                  context,
                  () ->
                      answer(
                          PastJson.curves(
                              chronicle.curves(site, span.from(), span.to(), steps),
                              each ->
                                  Chronicle.isNamed(each, group, instance)
                                      || (group.isEmpty() && instance.isEmpty()))));
            });
  }

  private void timeline(RoutingContext context) {
    span(context)
        .ifPresent(
            span -> {
              var site = new SiteId(name(context));
              ask(
                  context,
                  () ->
                      answer(
                          PastJson.timeline(
                              chronicle.timeline(site, span.from(), span.to(), board.view()))));
            });
  }

  private void why(RoutingContext context) {
    var site = new SiteId(name(context));
    var at = instant(context, "at", board.view().at());
    if (at.isEmpty()) {
      return;
    }
    var view = board.view();
    if (parameter(context, "at").isEmpty()) {
      view.why(site)
          .ifPresentOrElse(
              why ->
                  Answers.data(
                      context, PastJson.why(site, view.at(), view.at(), true, why.at(view.at()))),
              () -> Answers.error(context, 404, "no site is named \"" + site.name() + "\""));
      return;
    }
    ask(
        context,
        () ->
            chronicle
                .why(site, at.get())
                .map(
                    past ->
                        answer(
                            PastJson.why(
                                site, at.get(), past.since(), past.watched(), past.lines())))
                .orElse(
                    new Answer.Refused(
                        404, "nothing is kept of \"" + site.name() + "\" at " + at.get())));
  }

  /** Those that are not closed, and with {@code closed=N} the last N that are. */
  private void incidents(RoutingContext context) {
    var view = board.view();
    if (view.seq() == 0) {
      Answers.error(context, 503, "the first turn has not ended yet");
      return;
    }
    var closed = parameter(context, "closed").map(PastApi::steps).orElse(0);
    if (closed == 0) {
      Answers.data(context, Json.incidents(view));
      return;
    }
    ask(
        context,
        () -> {
          var all = Json.incidents(view);
          chronicle.closed(closed).stream()
              .filter(each -> !view.incidents().containsKey(each.id()))
              .map(Json::incident)
              .forEach(all::add);
          return answer(all);
        });
  }

  /** One that is not closed is in the view; one that is, in the journal. */
  private void incident(RoutingContext context) {
    var id = new IncidentId(name(context));
    var shown = Optional.ofNullable(board.view().incidents().get(id));
    var markdown = parameter(context, "format").filter("markdown"::equals).isPresent();
    if (shown.isPresent() && !markdown) {
      Answers.data(context, Json.incident(shown.get()));
      return;
    }
    ask(
        context,
        () -> {
          var found = shown.isPresent() ? shown : chronicle.closed(id);
          if (found.isEmpty()) {
            return new Answer.Refused(404, "no incident is named \"" + id.value() + "\"");
          }
          return markdown
              ? new Answer.Text(PostMortem.of(found.get(), around(found.get())))
              : answer(Json.incident(found.get()));
        });
  }

  /** From some time before it began until some time after it was over. */
  private List<Happening> around(IncidentView incident) throws IOException {
    if (incident.site().isEmpty()) {
      return Happening.of(incident);
    }
    var end = incident.resolvedAt().orElse(chronicle.now()).plus(Duration.ofMinutes(15));
    var begin = incident.head().since().minus(Duration.ofMinutes(15));
    return chronicle.timeline(incident.site().get(), begin, end, board.view());
  }

  private static Answer answer(JsonObject data) {
    return new Answer.Data(data);
  }

  private static Answer answer(JsonArray data) {
    return new Answer.Data(data);
  }

  private void ask(RoutingContext context, Question question) {
    if (waiting >= MOST_WAITING) {
      Answers.error(context, 503, "too many questions wait for the disk already");
      return;
    }
    waiting++;
    var vertx = context.vertx();
    var timer =
        vertx.setTimer(
            PATIENCE_MILLIS, _ -> Answers.error(context, 503, "the disk has not answered in time"));
    vertx
        .executeBlocking(() -> answered(question), false)
        .onComplete(
            done -> {
              waiting--;
              if (!vertx.cancelTimer(timer) || context.response().ended()) {
                return;
              }
              if (done.failed()) {
                context.fail(done.cause());
              } else {
                done.result().send(context);
              }
            });
  }

  private static Answer answered(Question question) {
    try {
      return question.answer();
    } catch (IOException e) {
      LOG.debug("a question about the past has no answer", e);
      return new Answer.Refused(503, String.valueOf(e.getMessage()));
    }
  }

  private record Span(Instant from, Instant to) {}

  /** Empty where it is wrong, and that has been answered. */
  private Optional<Span> span(RoutingContext context) {
    var to = instant(context, "to", chronicle.now());
    var from = to.flatMap(end -> instant(context, "from", end.minus(Duration.ofDays(1))));
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    var length = Duration.between(from.get(), to.get());
    if (!length.isPositive() || length.compareTo(MOST_SPAN) > 0) {
      Answers.error(context, 400, "from must be before to, by 31 days at most");
      return Optional.empty();
    }
    return Optional.of(new Span(from.get(), to.get()));
  }

  /** RFC 3339 or seconds since 1970, as Prometheus takes them. */
  private static Optional<Instant> instant(RoutingContext context, String name, Instant otherwise) {
    var text = parameter(context, name);
    if (text.isEmpty()) {
      return Optional.of(otherwise);
    }
    try {
      var instant =
          text.get().matches("-?[0-9.]{1,14}")
              ? Instant.ofEpochMilli(Math.round(Double.parseDouble(text.get()) * 1000))
              : Instant.parse(text.get());
      return Optional.of(instant.truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException | NumberFormatException e) {
      Answers.error(
          context, 400, name + " is no time: write 2026-11-05T02:00:00Z or seconds since 1970");
      return Optional.empty();
    }
  }

  /** Its route has it. */
  private static String name(RoutingContext context) {
    return requireNonNull(context.pathParam("name"));
  }

  private static int steps(String text) {
    return text.matches("[0-9]{1,4}") ? Math.max(1, Integer.parseInt(text)) : STEPS;
  }

  private static Optional<String> parameter(RoutingContext context, String name) {
    return context.queryParam(name).stream().findFirst().filter(text -> !text.isEmpty());
  }

  /** What a question came to. */
  private sealed interface Answer {

    /** A {@code JsonObject} or {@code JsonArray}. */
    record Data(Object data) implements Answer {}

    record Text(String markdown) implements Answer {}

    record Refused(int status, String why) implements Answer {}

    default void send(RoutingContext context) {
      switch (this) {
        case Data(var data) -> Answers.data(context, data);
        case Text(var markdown) -> Answers.markdown(context, markdown);
        case Refused(var status, var why) -> Answers.error(context, status, why);
      }
    }
  }

  /** Something to ask the disk. */
  private interface Question {
    Answer answer() throws IOException;
  }
}
