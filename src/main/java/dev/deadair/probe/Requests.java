package dev.deadair.probe;

import dev.deadair.probe.Approach.Compression;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The requests to one target, made up once: from one to the next only the credentials may change.
 */
final class Requests {

  private static final String EXPOSITION = "text/plain;version=0.0.4";

  private final Target target;
  private final HostAndPort authority;
  private final Map<Endpoint, RequestOptions> ready = new EnumMap<>(Endpoint.class);

  Requests(Target target) {
    this.target = target;
    this.authority =
        HostAndPort.create(target.addressee().orElse(target.base().getHost()), target.port());
    for (var endpoint : Endpoint.values()) {
      ready.put(endpoint, request(endpoint));
    }
  }

  /** Whom they name as their addressee, however they get there. */
  HostAndPort authority() {
    return authority;
  }

  /** The request to an endpoint, with credentials as of now. */
  RequestOptions to(Endpoint endpoint) throws Unprepared {
    var request = Objects.requireNonNull(ready.get(endpoint));
    var credentials = Credentials.of(target.approach().auth());
    return credentials.isEmpty()
        ? request
        : new RequestOptions(request).putHeader("Authorization", credentials.get());
  }

  private RequestOptions request(Endpoint endpoint) {
    var approach = target.approach();
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setURI(uri(endpoint))
            .setFollowRedirects(false)
            .putHeader("User-Agent", "deadair")
            .putHeader("Accept", accepted(endpoint))
            .putHeader("Accept-Encoding", coding(endpoint).coding());
    target
        .forwarder()
        .flatMap(Credentials::of)
        .ifPresent(login -> request.putHeader("Proxy-Authorization", login));
    approach.headers().forEach(request::putHeader);
    return request;
  }

  private static String accepted(Endpoint endpoint) {
    return endpoint == Endpoint.METRICS ? EXPOSITION : "*/*";
  }

  /** All but the exposition is small or rare. */
  private Compression coding(Endpoint endpoint) {
    return endpoint == Endpoint.METRICS ? target.approach().compression() : Compression.IDENTITY;
  }

  /** A proxy wants to know the server too (RFC 9112, 3.2.2). */
  private String uri(Endpoint endpoint) {
    var path = target.path(endpoint) + endpoint.query();
    return target.forwarder().isPresent()
        ? "http://" + authority.host() + ":" + authority.port() + path
        : path;
  }
}
