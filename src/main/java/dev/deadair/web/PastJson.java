package dev.deadair.web;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Watcher;
import dev.deadair.store.Curves;
import dev.deadair.store.Curves.Curve;
import dev.deadair.view.Why;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was, as the API shows it. */
final class PastJson {

  private PastJson() {}

  /** The curves of the subjects that are {@code wanted}, a value for every step. */
  static JsonObject curves(Curves curves, Predicate<Subject> wanted) {
    var all = new JsonArray();
    curves
        .bySubject()
        .forEach(
            (subject, curve) -> {
              if (wanted.test(subject)) {
                all.add(curve(subject, curve, curves.steps()));
              }
            });
    return new JsonObject()
        .put("from", Json.time(curves.from()))
        .put("stepSeconds", curves.step().toSeconds())
        .put("steps", curves.steps())
        .put("curves", all);
  }

  private static JsonObject curve(Subject subject, Curve curve, int steps) {
    return subject(subject)
        .put("state", values(steps, step -> curve.state(step).orElse(null)))
        .put("coverage", values(steps, step -> curve.covered(step).orElse(null)))
        .put("ingestionRate", values(steps, step -> whole(curve.rate(step))))
        .put("usualRate", values(steps, step -> whole(curve.usual(step))));
  }

  private static JsonArray values(int steps, IntFunction<@Nullable Object> value) {
    var values = new JsonArray();
    for (var step = 0; step < steps; step++) {
      values.add(value.apply(step));
    }
    return values;
  }

  private static @Nullable Object whole(Optional<Double> rate) {
    return rate.map(value -> value >= 100 ? (Object) Math.round(value) : value).orElse(null);
  }

  static JsonArray timeline(List<Happening> happenings) {
    var all = new JsonArray();
    for (var each : happenings) {
      all.add(
          subject(each.subject())
              .put("at", Json.time(each.at()))
              .put("kind", each.kind())
              .put("tone", each.tone())
              .put("text", each.text())
              .put("incident", each.incident().map(id -> id.value()).orElse(null)));
    }
    return all;
  }

  static JsonObject why(
      SiteId site, Instant at, Instant since, boolean watched, List<Why.Line> lines) {
    var sentences = new JsonArray();
    lines.forEach(
        line ->
            sentences.add(
                new JsonObject().put("topic", line.topic().word()).put("text", line.text())));
    return new JsonObject()
        .put("site", site.name())
        .put("at", Json.time(at))
        .put("since", Json.time(since))
        .put("watched", watched)
        .put("sentences", sentences);
  }

  private static JsonObject subject(Subject subject) {
    return switch (subject) {
      case SiteId id -> named(id.name(), null, null);
      case GroupId id -> named(id.site().name(), id.name(), null);
      case InstanceId id -> named(id.group().site().name(), id.group().name(), id.name());
      case Watcher _ -> named(null, null, null);
    };
  }

  private static JsonObject named(
      @Nullable String site, @Nullable String group, @Nullable String instance) {
    return new JsonObject().put("site", site).put("group", group).put("instance", instance);
  }
}
