package dev.deadair.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Route;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.Inventory;
import dev.deadair.notify.Access;
import dev.deadair.notify.Destination;
import dev.deadair.turn.Fact;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
  private static final Receiver RECEIVER = Receivers.alertmanager("am1", "am2");
  private final CyclicBarrier both = new CyclicBarrier(2);

  /** In a turn each would wait for all before it that hang. */
  @Test
  void noMemberWaitsForAnother() throws Exception {
    var told = new ConcurrentLinkedQueue<Fact>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(threads);
      server.createContext("/", this::answer);
      server.start();
      var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      new SilenceWatch(
              new Inventory(Duration.ofSeconds(15), List.of()),
              new Routing("eqsin-a", Optional.empty(), List.of(RECEIVER), Map.of()),
              List.of(
                  new Destination.Alertmanager(
                      RECEIVER, Map.of("am1", url, "am2", url), Access.OPEN)),
              Paged::now,
              told::add)
          .run();
      server.stop(0);
    }

    assertThat(told)
        .extracting(fact -> ((Fact.SilencesRead) fact).route())
        .containsExactly(new Route(RECEIVER.name(), "am1"), new Route(RECEIVER.name(), "am2"));
  }

  /** Once the other has been asked, too. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      both.await(5, TimeUnit.SECONDS);
      exchange.sendResponseHeaders(200, 2);
      exchange.getResponseBody().write("[]".getBytes(UTF_8));
    } catch (InterruptedException | BrokenBarrierException | TimeoutException _) {
      exchange.sendResponseHeaders(503, -1);
    }
  }
}
