package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Observation.Opaque;
import dev.deadair.liveness.Observation.Refused;
import dev.deadair.liveness.SiteId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Looks when told to, waits for what is seen, and knows what it should be. */
final class Onlooker implements AutoCloseable {

  static final InstanceId INSTANCE =
      new InstanceId(new GroupId(new SiteId("ulsfo"), "ops"), "prometheus4001");

  final CountingMeter meter = new CountingMeter();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Prober prober;

  Onlooker(Duration timeout) {
    this(timeout, new MachineClock());
  }

  Onlooker(Duration timeout, Supplier<Moment> clock) {
    this.prober = new Prober(vertx, timeout, timeout, clock, meter);
  }

  static Target target(URI base) {
    return new Target(INSTANCE, base, Approach.OPEN);
  }

  Line line(Target target) {
    return prober.line(target);
  }

  Observation look(URI base) throws Exception {
    return look(line(target(base)));
  }

  Observation look(Line line) throws Exception {
    var seen = new CompletableFuture<Observation>();
    context.runOnContext(_ -> prober.look(line, false, seen::complete));
    return seen.get(30, TimeUnit.SECONDS);
  }

  static Answered answered(Observation seen) {
    assertThat(seen).isInstanceOf(Answered.class);
    return (Answered) seen;
  }

  static Failure failed(Observation seen, Failure.Kind kind) {
    assertThat(seen).isInstanceOf(Refused.class);
    var failure = ((Refused) seen).failure();
    assertThat(failure.kind()).as(failure.words()).isEqualTo(kind);
    return failure;
  }

  static Opaque barred(Observation seen, BlindCause cause) {
    assertThat(seen).isInstanceOf(Opaque.class);
    var opaque = (Opaque) seen;
    assertThat(opaque.cause()).as(opaque.why()).isEqualTo(cause);
    return opaque;
  }

  @Override
  public void close() throws TimeoutException {
    prober.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}
