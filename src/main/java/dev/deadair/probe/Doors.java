package dev.deadair.probe;

import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at whoever answers at some addresses now, once and with lines of its own.
 *
 * <p>Observations come on an event loop; who takes them must not block. Stopped by a thread that is
 * no event loop.
 */
public final class Doors {

  private final Context context;
  private final Prober prober;

  /**
   * @param timeout what one look may take in all
   */
  public Doors(Vertx vertx, Duration timeout, Supplier<Moment> clock) {
    this.context = vertx.getOrCreateContext();
    this.prober = new Prober(vertx, timeout, timeout, clock, new Uncounted());
  }

  /** Looks at all of them side by side; what they showed comes together, in their order. */
  public void look(List<Target> targets, Consumer<List<Observation>> sink) {
    context.runOnContext(
        _ -> {
          var looks = targets.stream().map(this::look).toList();
          var _ =
              Future.join(looks)
                  .onSuccess(_ -> sink.accept(looks.stream().map(Future::result).toList()));
        });
  }

  private Future<Observation> look(Target target) {
    var line = prober.line(target);
    var seen = Promise.<Observation>promise();
    prober.look(line, false, seen::tryComplete);
    return seen.future().onComplete(_ -> line.cut());
  }

  /** Hangs up. */
  public void stop() {
    prober.close();
  }
}
