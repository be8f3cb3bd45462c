package dev.deadair.web;

import dev.deadair.view.DrillView;
import dev.deadair.view.View;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Drills as the API shows them; the steps of each are seconds after its order. */
final class DrillJson {

  private DrillJson() {}

  /** What is proven of every receiver. */
  static JsonArray all(View view) {
    return Json.array(view.drills(), DrillJson::of);
  }

  static JsonObject of(DrillView receiver) {
    return new JsonObject()
        .put("receiver", receiver.receiver())
        .put("busy", !receiver.isFree())
        .put("latest", receiver.latest().map(DrillJson::tried).orElse(null))
        .put("lastProof", receiver.proof().map(DrillJson::tried).orElse(null));
  }

  private static JsonObject tried(DrillView.Tried drill) {
    return new JsonObject()
        .put("id", drill.id())
        .put("severity", drill.severity().word())
        .put("author", drill.by())
        .put("orderedAt", Json.time(drill.orderedAt()))
        .put("endedAt", Json.time(drill.endedAt()))
        .put("proven", drill.proven())
        .put("routes", Json.array(drill.ways(), DrillJson::way));
  }

  private static JsonObject way(DrillView.Way way) {
    return new JsonObject()
        .put("member", way.member())
        .put("sentSeconds", Json.seconds(way.sent()))
        .put("acceptedSeconds", way.accepted().map(Json::seconds).orElse(null))
        .put("listedSeconds", way.listed().map(Json::seconds).orElse(null))
        .put("notifiedSeconds", way.notified().map(Json::seconds).orElse(null))
        .put("provenSeconds", way.proven().map(Json::seconds).orElse(null))
        .put("trouble", way.trouble());
  }
}
