package dev.deadair.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deadair.notify.Answer.Why;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to the members of one receiver, with its credentials, its trust and its proxy.
 *
 * <p>No page is retried and nothing followed here, every wait ends, a body is read to a bound, and
 * nothing secret is in what comes back. Safe for all lanes of the receiver at once.
 */
final class HttpWire implements Wire {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final int BODY_LIMIT = 64 * 1024;
  private static final int READ_LIMIT = 16 * 1024 * 1024;

  /** So much of a body shows whether it is a page. */
  private static final int BEGINNING = 256;

  /** Our own name of the header, from the network up. */
  private static final String RETRY_AFTER = "Deadair-Retry-After";

  /**
   * How long a request may take.
   *
   * @param connect for each address of the name, and for finding them
   * @param call for all of it
   */
  record Deadlines(Duration connect, Duration call) {
    static final Deadlines DEFAULT = new Deadlines(Duration.ofSeconds(3), Duration.ofSeconds(10));
  }

  private final Access access;
  private final Trust trust;

  HttpWire(Access access, Deadlines deadlines, Dns resolver) {
    this.access = access;
    this.trust = new Trust(client(access.proxy(), deadlines, resolver), access.tls());
  }

  private static OkHttpClient client(
      Optional<Access.HttpProxy> proxy, Deadlines deadlines, Dns resolver) {
    var builder =
        new OkHttpClient.Builder()
            // A stalled HTTP/2 connection would be used again after a timeout; this one is closed.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(deadlines.connect())
            .readTimeout(deadlines.call())
            .writeTimeout(deadlines.call())
            .callTimeout(deadlines.call())
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .addNetworkInterceptor(HttpWire::hideRetryAfter)
            .dns(new RememberedAddresses(resolver, deadlines.connect()))
            .proxy(Proxy.NO_PROXY);
    proxy.ifPresent(
        via ->
            builder
                .proxy(
                    new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(via.host(), via.port())))
                .proxyAuthenticator(tunnelAuthenticator(via)));
    return builder.build();
  }

  /** OkHttp itself obeys a zero, and throws where the number is too large for it. */
  private static Response hideRetryAfter(Interceptor.Chain chain) throws IOException {
    var response = chain.proceed(chain.request());
    var value = response.header("Retry-After");
    return value == null
        ? response
        : response.newBuilder().removeHeader("Retry-After").header(RETRY_AFTER, value).build();
  }

  /** Asked before a tunnel is opened, and again if the proxy wants more than that. */
  private static Authenticator tunnelAuthenticator(Access.HttpProxy via) {
    return (_, response) ->
        response.request().header("Proxy-Authorization") != null
            ? null
            : via.credentials()
                .map(it -> basic(it.user(), it.password()))
                .map(
                    it -> response.request().newBuilder().header("Proxy-Authorization", it).build())
                .orElse(null);
  }

  /**
   * A connection that was kept may have been closed meanwhile, which shows before a page leaves but
   * not before a question does.
   */
  @Override
  public Answer exchange(Request request) {
    var answer = exchanged(request);
    return request.json().isEmpty()
            && answer instanceof Answer.Unanswered none
            && none.why() == Why.CUT
        ? exchanged(request)
        : answer;
  }

  private Answer exchanged(Request request) {
    var secrets = new ArrayList<>(request.secrets());
    try (var response = trust.client().newCall(dressed(request, secrets)).execute()) {
      return answered(response, request.wanted(), secrets);
    } catch (IOException e) {
      return new Answer.Unanswered(why(e), detail(e, secrets));
    }
  }

  /** The whole body of a success, to a bound that no configuration reaches. */
  Inquiry.Reply read(Request request) {
    var secrets = new ArrayList<>(request.secrets());
    try (var response = trust.client().newCall(once(request, secrets)).execute()) {
      if (!response.isSuccessful()) {
        return new Inquiry.Reply.Unsaid(
            "answered " + response.code() + ": " + answered(response, 0, secrets).reason());
      }
      var bytes = response.body().byteStream().readNBytes(READ_LIMIT + 1);
      return bytes.length > READ_LIMIT
          ? new Inquiry.Reply.Unsaid("answered with more than " + READ_LIMIT + " bytes")
          : new Inquiry.Reply.Said(new String(bytes, UTF_8), instant(response.header("Date")));
    } catch (IOException e) {
      return new Inquiry.Reply.Unsaid(new Answer.Unanswered(why(e), detail(e, secrets)).words());
    }
  }

  /** What is answered, whatever its status, to a bound. */
  Inquiry.Whole whole(String method, Request request) throws IOException {
    var secrets = new ArrayList<>(request.secrets());
    var body = request.json().map(json -> RequestBody.create(json.getBytes(UTF_8), JSON));
    var call = once(request, secrets).newBuilder().method(method, body.orElse(null)).build();
    try (var response = trust.client().newCall(call).execute()) {
      var bytes = response.body().byteStream().readNBytes(READ_LIMIT + 1);
      if (bytes.length > READ_LIMIT) {
        throw new IOException("answered with more than " + READ_LIMIT + " bytes");
      }
      return new Inquiry.Whole(response.code(), new String(bytes, UTF_8));
    }
  }

  /** Asked too seldom for a connection to be kept: the next one would find it broken. */
  private okhttp3.Request once(Request request, List<String> secrets) {
    return dressed(request, secrets).newBuilder().header("Connection", "close").build();
  }

  /**
   * The request with credentials, each of which is added to {@code secrets}.
   *
   * @throws UncheckedIOException where one cannot be read, or cannot be sent
   */
  private okhttp3.Request dressed(Request request, List<String> secrets) {
    var builder =
        new okhttp3.Request.Builder()
            .url(request.url().toString())
            .header("User-Agent", "deadair")
            // Or OkHttp asks for gzip, and inflates without a bound.
            .header("Accept-Encoding", "identity");
    request.headers().forEach(builder::header);
    request.json().ifPresent(json -> builder.post(RequestBody.create(json.getBytes(UTF_8), JSON)));
    authorization(secrets).ifPresent(it -> builder.header("Authorization", it));
    if (!"https".equalsIgnoreCase(request.url().getScheme())) {
      access
          .proxy()
          .flatMap(Access.HttpProxy::credentials)
          .ifPresent(it -> builder.header("Proxy-Authorization", basic(it.user(), it.password())));
    }
    access
        .proxy()
        .flatMap(Access.HttpProxy::credentials)
        .ifPresent(
            it -> secrets.addAll(List.of(it.password(), base64Of(it.user(), it.password()))));
    return builder.build();
  }

  private Optional<String> authorization(List<String> secrets) {
    return switch (access.auth()) {
      case Access.Auth.None _ -> Optional.empty();
      case Access.Auth.Basic(var user, var password) -> {
        var secret = read(password, "password");
        secrets.addAll(List.of(secret, base64Of(user, secret)));
        yield Optional.of(basic(user, secret));
      }
      case Access.Auth.Bearer(var token) -> {
        var secret = read(token, "token");
        secrets.add(secret);
        if (!secret.chars().allMatch(each -> each > ' ' && each < 0x7f)) {
          throw new UncheckedIOException(new IOException("the token is no single printable word"));
        }
        yield Optional.of("Bearer " + secret);
      }
    };
  }

  private static String read(Supplier<String> secret, String what) {
    var text = secret.get().strip();
    if (text.isEmpty()) {
      throw new UncheckedIOException(new IOException("the " + what + " is empty"));
    }
    return text;
  }

  private static String basic(String user, String password) {
    return Credentials.basic(user, password, UTF_8);
  }

  private static String base64Of(String user, String password) {
    return basic(user, password).substring("Basic ".length());
  }

  private static Answer.Answered answered(Response response, int wanted, List<String> secrets)
      throws IOException {
    var date = instant(response.header("Date"));
    return new Answer.Answered(
        response.code(),
        date,
        retryAfter(response.header(RETRY_AFTER), date),
        isForPeople(response),
        response.isSuccessful() ? "" : excerpt(response, secrets),
        response.isSuccessful() && wanted > 0 ? body(response, wanted) : "");
  }

  /** Many a program calls its "ok" HTML, since that is what its framework calls any text. */
  private static boolean isForPeople(Response response) {
    var type = String.valueOf(response.header("Content-Type")).toLowerCase(Locale.ROOT);
    if (!type.startsWith("text/html") || !response.isSuccessful()) {
      return type.startsWith("text/html");
    }
    try {
      return response.peekBody(BEGINNING).string().stripLeading().startsWith("<");
    } catch (IOException _) {
      return true; // as far as we can tell
    }
  }

  /** One that is longer than wanted is of no use, and none that breaks off. */
  private static String body(Response response, int wanted) throws IOException {
    var bytes = response.body().byteStream().readNBytes(wanted + 1);
    return bytes.length > wanted ? "" : new String(bytes, UTF_8);
  }

  /** The status stands even where the body behind it breaks off or never ends. */
  private static String excerpt(Response response, List<String> secrets) {
    try {
      var bytes = response.body().byteStream().readNBytes(BODY_LIMIT);
      return Excerpt.quoted(new String(bytes, UTF_8), secrets);
    } catch (IOException _) {
      return "";
    }
  }

  private static Optional<Duration> retryAfter(@Nullable String header, Optional<Instant> date) {
    if (header == null) {
      return Optional.empty();
    }
    var text = header.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    return instant(text)
        .flatMap(until -> date.map(now -> Duration.between(now, until)))
        .filter(Duration::isPositive);
  }

  private static Optional<Instant> instant(@Nullable String header) {
    try {
      return Optional.ofNullable(header)
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty(); // as good as none
    }
  }

  private static Why why(IOException e) {
    var connecting = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
    return switch (e) {
      case UnknownHostException _ -> Why.UNRESOLVED;
      case NoRouteToHostException _ -> Why.NO_ROUTE;
      case ConnectException _ -> Why.REFUSED;
      case SSLException _ -> Why.TLS;
      case InterruptedIOException _ -> connecting ? Why.CONNECT_TIMEOUT : Why.TIMEOUT;
      default -> Why.CUT;
    };
  }

  /** The message where it says more than the kind. */
  private static String detail(IOException e, List<String> secrets) {
    return switch (why(e)) {
      case TLS, CUT -> Excerpt.quoted(String.valueOf(e.getMessage()), secrets);
      case UNRESOLVED, REFUSED, NO_ROUTE, CONNECT_TIMEOUT, TIMEOUT, UNREADABLE, BUG -> "";
    };
  }
}
