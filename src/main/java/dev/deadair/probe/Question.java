package dev.deadair.probe;

import dev.deadair.liveness.Moment;
import dev.deadair.probe.Control.Asked;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The question to one control, asked again and again: a request for the head of its URL.
 *
 * <p>Any answer over HTTP will do, but for those that a proxy gives when it cannot get through.
 */
final class Question extends VerticleBase {

  private final Control control;
  private final HttpClient client;
  private final Duration interval;
  private final Duration timeout;
  private final Supplier<Moment> clock;
  private final Consumer<Asked> sink;

  /** Of the first hop: the control itself, or the proxy on the way. */
  private final Address address;

  private final HostAndPort authority;
  private final Optional<ClientSSLOptions> tls;

  /** As the last answer showed: a control that never answered vouches for nothing anyway. */
  private boolean onLoopback = true;

  private boolean stopped;

  Question(
      Control control,
      HttpClient client,
      WorkerExecutor workers,
      Duration interval,
      Duration timeout,
      Supplier<Moment> clock,
      Consumer<Asked> sink) {
    this.control = control;
    this.client = client;
    this.interval = interval;
    this.timeout = timeout;
    this.clock = clock;
    this.sink = sink;
    this.address = new Address(workers, InetAddress::getByName, Address.host(firstHop(control)));
    this.authority = HostAndPort.create(control.url().getHost(), Address.port(control.url()));
    this.tls = options(control.tls());
  }

  @Override
  public Future<?> start() {
    ask();
    vertx.setPeriodic(interval.toMillis(), _ -> ask());
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  private void ask() {
    address
        .now()
        .compose(found -> client.request(request(found)))
        .compose(request -> request.authority(authority).send())
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(this::heard, _ -> report(false));
  }

  private void heard(HttpClientResponse answer) {
    answer.exceptionHandler(_ -> {});
    var status = answer.statusCode();
    var answered = status != 407 && status != 502 && status != 504;
    if (answered) {
      onLoopback =
          control.proxy().isPresent()
              ? isLoopback(Address.host(control.url()))
              : onThisMachine(answer.request().connection());
    }
    report(answered);
  }

  private void report(boolean answered) {
    if (!stopped) {
      sink.accept(new Asked(control.name(), onLoopback, answered, clock.get()));
    }
  }

  private RequestOptions request(InetAddress found) {
    var url = control.url();
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.HEAD)
            // What a certificate is to say; the authority says where the request goes.
            .setHost(control.tls().serverName().orElse(Address.host(url)))
            .setPort(Address.port(url))
            .setSsl("https".equals(url.getScheme()))
            .setURI(url.getRawPath().isEmpty() ? "/" : url.getRawPath())
            // Bounds what goes on after the future has run out of time.
            .setTimeout(timeout.toMillis())
            .putHeader("User-Agent", "deadair");
    tls.ifPresent(request::setSslOptions);
    control
        .proxy()
        .ifPresentOrElse(
            proxy -> request.setProxyOptions(through(proxy, found)),
            () -> request.setServer(at(found, Address.port(url))));
    return request;
  }

  private static ProxyOptions through(URI proxy, InetAddress found) {
    var options = new ProxyOptions().setHost(found.getHostAddress()).setPort(Address.port(proxy));
    return Credentials.login(proxy)
        .map(login -> options.setUsername(login.user()).setPassword(login.password()))
        .orElse(options);
  }

  private static SocketAddress at(InetAddress address, int port) {
    return SocketAddress.inetSocketAddress(new InetSocketAddress(address, port));
  }

  private static Optional<ClientSSLOptions> options(Tls tls) {
    if (tls.equals(Tls.DEFAULT)) {
      return Optional.empty();
    }
    var options = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
    tls.authorities()
        .map(file -> new PemTrustOptions().addCertPath(file.toString()))
        .ifPresent(options::setTrustOptions);
    tls.identity()
        .map(
            own ->
                new PemKeyCertOptions()
                    .addCertPath(own.certificate().toString())
                    .addKeyPath(own.key().toString()))
        .ifPresent(options::setKeyCertOptions);
    return Optional.of(options);
  }

  /** Whoever connects to one of his own addresses connects from it. */
  private static boolean onThisMachine(HttpConnection connection) {
    var there = connection.remoteAddress().hostAddress();
    return isLoopback(there) || there.equals(connection.localAddress().hostAddress());
  }

  private static boolean isLoopback(String host) {
    var address = Address.literal(host);
    return address == null ? host.equals("localhost") : address.isLoopbackAddress();
  }

  private static URI firstHop(Control control) {
    return control.proxy().orElse(control.url());
  }
}
