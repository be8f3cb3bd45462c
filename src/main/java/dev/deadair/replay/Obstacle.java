package dev.deadair.replay;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;

/** Something between the watcher and a server, which itself goes on as before. */
public sealed interface Obstacle {

  Observation seen(InstanceId id, Moment at);

  /** No answer, or one that is no exposition. */
  record Failing(Failure.Kind kind, String detail) implements Obstacle {
    @Override
    public Observation seen(InstanceId id, Moment at) {
      return new Observation.Refused(id, at, new Failure(kind, "/metrics", detail));
    }
  }

  /** An answer that says nothing of the server. */
  record Barring(BlindCause cause, String why) implements Obstacle {
    @Override
    public Observation seen(InstanceId id, Moment at) {
      return new Observation.Opaque(id, at, cause, why);
    }
  }

  /** What a status is taken for, as the prober takes it. */
  static Obstacle status(int status) {
    var words = status + " on /metrics";
    return switch (status) {
      case 401, 403, 407, 429 -> new Barring(BlindCause.UNAUTHORIZED, words);
      case 404 -> new Barring(BlindCause.WRONG_PATH, words);
      case 502, 504 -> new Barring(BlindCause.MIDDLEBOX, words);
      default ->
          status / 100 == 3
              ? new Barring(BlindCause.WRONG_PATH, words)
              : new Failing(Failure.Kind.STATUS, Integer.toString(status));
    };
  }
}
