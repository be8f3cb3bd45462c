package dev.deadair.discovery;

import dev.deadair.liveness.Inventory;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The service names of groups, each looked up once an interval.
 *
 * <p>What is found comes to the sink on event loops, several at a time; the sink must not block.
 * Started and stopped once, by a thread that is no event loop.
 */
public final class ServiceNames {

  /** The names of instances are asked of the machine, which may take its time. */
  private static final int THREADS = 2;

  private final Vertx vertx;
  private final Duration interval;
  private final Duration timeout;
  private final Consumer<Found> sink;
  private final DnsClient dns;
  private final WorkerExecutor workers;
  private final List<Long> timers = new ArrayList<>();

  /**
   * @param server the name server to ask, by its address; empty for the machine's own
   * @param interval from one look-up of a name to the next
   * @param timeout what one may take; no longer than the interval
   */
  public ServiceNames(
      Vertx vertx,
      Optional<InetSocketAddress> server,
      Duration interval,
      Duration timeout,
      Consumer<Found> sink) {
    this.vertx = vertx;
    this.interval = interval;
    this.timeout = timeout;
    this.sink = sink;
    this.dns = vertx.createDnsClient(options(server, timeout));
    this.workers = vertx.createSharedWorkerExecutor("service names", THREADS);
  }

  private static DnsClientOptions options(Optional<InetSocketAddress> server, Duration timeout) {
    var options = new DnsClientOptions().setQueryTimeout(timeout.toMillis() / 2);
    server.ifPresent(each -> options.setHost(each.getHostString()).setPort(each.getPort()));
    return options;
  }

  /** Begins to look up, each name at once and then at every interval. */
  public void start(Inventory inventory) {
    inventory.sites().stream()
        .flatMap(site -> site.groups().stream())
        .flatMap(group -> NamedGroup.of(group).stream())
        .forEach(
            group -> {
              vertx.runOnContext(_ -> lookUp(group));
              timers.add(vertx.setPeriodic(interval.toMillis(), _ -> lookUp(group)));
            });
  }

  private void lookUp(NamedGroup group) {
    var four = dns.resolveA(group.host());
    var six = dns.resolveAAAA(group.host());
    var _ =
        Future.join(four, six)
            .transform(
                _ -> {
                  var addresses =
                      Stream.of(four, six).flatMap(ServiceNames::addresses).sorted().toList();
                  return addresses.isEmpty()
                      ? Future.succeededFuture(none(group, four))
                      : places(group, addresses);
                })
            .onSuccess(sink::accept);
  }

  /** Nothing of it where the machine's name service dawdles: the next time may be better. */
  private Future<Found> places(NamedGroup group, List<String> addresses) {
    return workers
        .executeBlocking(
            () ->
                new Found(
                    group.expected().id(),
                    Optional.empty(),
                    addresses.stream().map(group::at).toList()),
            false)
        .<Found>map(Objects::requireNonNull)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Stream<String> addresses(Future<List<String>> answer) {
    return answer.succeeded() ? answer.result().stream() : Stream.empty();
  }

  private static Found none(NamedGroup group, Future<List<String>> four) {
    return new Found(
        group.expected().id(),
        Optional.of(four.succeeded() ? "no address" : words(four.cause())),
        List.of());
  }

  private static String words(Throwable error) {
    if (error instanceof DnsException answer) {
      return DnsResponseCode.valueOf(answer.code().code()).toString();
    }
    return "the name server does not answer";
  }

  /** When it returns nothing more is looked up. */
  public void stop() {
    timers.forEach(vertx::cancelTimer);
    dns.close();
    workers.close();
  }
}
