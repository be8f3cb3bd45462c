package dev.deadair.notify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's resolver with a deadline and a memory: where a name is not resolved, its last known
 * addresses are good enough to page through.
 *
 * <p>The system's call can take half a minute when no name server answers, and may hold a carrier
 * of all virtual threads meanwhile; here it holds a thread of its own, one for each name.
 */
final class RememberedAddresses implements Dns {

  private static final Logger log = LoggerFactory.getLogger(RememberedAddresses.class);

  private final Dns system;
  private final Duration patience;
  private final Map<String, FutureTask<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
  private final Map<String, List<InetAddress>> known = new ConcurrentHashMap<>();
  private final Set<String> unresolved = ConcurrentHashMap.newKeySet();

  RememberedAddresses(Dns system, Duration patience) {
    this.system = system;
    this.patience = patience;
  }

  @Override
  public List<InetAddress> lookup(String name) throws UnknownHostException {
    try {
      return ask(name).get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException _) {
      var remembered = known.get(name);
      if (remembered == null) {
        throw new UnknownHostException(name);
      }
      if (unresolved.add(name)) {
        log.atWarn()
            .addKeyValue("name", name)
            .addKeyValue("addresses", remembered)
            .log("name not resolved, going on with its last known addresses");
      }
      return remembered;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(name);
    }
  }

  private FutureTask<List<InetAddress>> ask(String name) {
    return underWay.computeIfAbsent(
        name,
        _ -> {
          var task = new FutureTask<>(() -> resolve(name));
          Thread.ofPlatform().daemon().name("resolve " + name).start(task);
          return task;
        });
  }

  private List<InetAddress> resolve(String name) throws UnknownHostException {
    try {
      var addresses = List.copyOf(system.lookup(name));
      known.put(name, addresses);
      if (unresolved.remove(name)) {
        log.atInfo().addKeyValue("name", name).log("name resolved again");
      }
      return addresses;
    } finally {
      underWay.remove(name);
    }
  }
}
