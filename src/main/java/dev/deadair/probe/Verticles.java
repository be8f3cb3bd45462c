package dev.deadair.probe;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verticles that run until they are stopped together. */
final class Verticles {

  private static final Logger LOG = LoggerFactory.getLogger(Verticles.class);
  private static final long STOP_SECONDS = 5;

  private final Vertx vertx;
  private final List<Future<String>> deployed = new ArrayList<>();

  Verticles(Vertx vertx) {
    this.vertx = vertx;
  }

  void run(VerticleBase verticle) {
    deployed.add(vertx.deployVerticle(verticle));
  }

  /** Waits until the last has stopped, though not for ever; on no event loop. */
  void stop() {
    var stopping = deployed.stream().map(each -> each.compose(vertx::undeploy)).toList();
    deployed.clear();
    try {
      Future.join(stopping).await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("not all stopped within seconds={}", STOP_SECONDS, e);
    }
  }
}
