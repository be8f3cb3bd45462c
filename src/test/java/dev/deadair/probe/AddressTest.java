package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deadair.probe.Address.NameService;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AddressTest {

  private static final InetAddress FIRST = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress SECOND = InetAddress.ofLiteral("192.0.2.2");

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final WorkerExecutor workers = vertx.createSharedWorkerExecutor("names", 1);
  private final ScriptedNames names = new ScriptedNames();
  private final Address address = new Address(workers, names, "prometheus4001");

  @AfterEach
  void close() throws TimeoutException {
    names.fail();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void aNameHasTheAddressOfItsLatestLookup() throws Exception {
    names.answer(FIRST);
    assertThat(now(address).get(5, TimeUnit.SECONDS)).isEqualTo(FIRST);

    names.answer(SECOND);
    assertThat(now(address).get(5, TimeUnit.SECONDS)).isEqualTo(SECOND);
  }

  @Test
  void aNameThatNeverHadAnAddressHasNone() {
    names.fail();

    assertThatThrownBy(() -> now(address).get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(UnknownHostException.class);
  }

  @Test
  void aNameThatNoLongerResolvesKeepsItsLastAddress() throws Exception {
    names.answer(FIRST);
    now(address).get(5, TimeUnit.SECONDS);

    names.fail();

    assertThat(now(address).get(5, TimeUnit.SECONDS)).isEqualTo(FIRST);
  }

  @Test
  void aNameServiceThatDawdlesIsNotWaitedForWhereThereIsAnAddressAlready() throws Exception {
    names.answer(FIRST);
    now(address).get(5, TimeUnit.SECONDS);

    assertThat(now(address).get(5, TimeUnit.SECONDS)).isEqualTo(FIRST);
    assertThat(now(address).get(5, TimeUnit.SECONDS)).isEqualTo(FIRST);

    assertThat(names.asked).as("asks again only after an answer").isEqualTo(2);
  }

  @Test
  void anAddressIsNotLookedUp() throws Exception {
    assertThat(now(new Address(workers, names, "192.0.2.1")).get(5, TimeUnit.SECONDS))
        .isEqualTo(FIRST);
    assertThat(now(new Address(workers, names, "2001:db8::1")).get(5, TimeUnit.SECONDS))
        .isEqualTo(InetAddress.ofLiteral("2001:db8::1"));

    assertThat(names.asked).isZero();
  }

  private CompletableFuture<InetAddress> now(Address address) {
    var found = new CompletableFuture<InetAddress>();
    context.runOnContext(
        _ -> address.now().onComplete(found::complete, found::completeExceptionally));
    return found;
  }

  /** Answers each lookup when it is told how. */
  private static final class ScriptedNames implements NameService {
    private final BlockingQueue<CompletableFuture<InetAddress>> answers =
        new LinkedBlockingQueue<>();
    volatile int asked;

    void answer(InetAddress address) {
      answers.add(CompletableFuture.completedFuture(address));
    }

    void fail() {
      answers.add(CompletableFuture.failedFuture(new UnknownHostException()));
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one worker asks
    public InetAddress find(String name) throws UnknownHostException {
      asked++;
      try {
        return answers.take().get();
      } catch (ExecutionException | InterruptedException e) {
        throw new UnknownHostException(e.toString());
      }
    }
  }
}
