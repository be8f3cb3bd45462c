package dev.deadair.probe;

import static dev.deadair.liveness.BlindCause.BODY_OVER_BOUND;
import static dev.deadair.liveness.BlindCause.MIDDLEBOX;
import static dev.deadair.liveness.BlindCause.NO_LOOK;
import static dev.deadair.liveness.BlindCause.TLS_TRUST;
import static dev.deadair.liveness.BlindCause.UNAUTHORIZED;
import static dev.deadair.liveness.BlindCause.WRONG_PATH;
import static dev.deadair.liveness.Failure.Kind.CONNECT_TIMEOUT;
import static dev.deadair.liveness.Failure.Kind.DNS;
import static dev.deadair.liveness.Failure.Kind.NO_ROUTE;
import static dev.deadair.liveness.Failure.Kind.READ_TIMEOUT;
import static dev.deadair.liveness.Failure.Kind.REFUSED;
import static dev.deadair.liveness.Failure.Kind.RESET;
import static dev.deadair.liveness.Failure.Kind.SHORT_BODY;
import static dev.deadair.liveness.Failure.Kind.STATUS;
import static dev.deadair.liveness.Failure.Kind.TLS;
import static dev.deadair.liveness.Failure.Kind.UNREADABLE;

import dev.deadair.probe.Outcome.Barred;
import dev.deadair.probe.Outcome.Failed;
import dev.deadair.probe.Outcome.Setback;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a status, an error or a deadline says about where it went wrong.
 *
 * <p>What is not understood here is no evidence against the instance: we may be out of sockets.
 */
final class Symptoms {

  /** TLS alerts about our own certificate, or the lack of one (RFC 8446, 6.2). */
  private static final Pattern CERTIFICATE_ALERT =
      Pattern.compile("fatal alert: \\w*(certificate|unknown_ca|access_denied)");

  private static final Pattern TUNNEL_ANSWER = Pattern.compile("status: ([\\x20-\\x7e]{1,80})");

  private Symptoms() {}

  /** What a status says; empty where a body follows that may be read. */
  static Optional<Setback> ofStatus(int status) {
    if (status == 200) {
      return Optional.empty();
    }
    var words = HttpResponseStatus.valueOf(status).toString();
    return Optional.of(
        switch (status) {
          case 401, 403, 407, 429 -> new Barred(UNAUTHORIZED, words);
          case 404 -> new Barred(WRONG_PATH, words);
          case 502, 504 -> new Barred(MIDDLEBOX, words);
          default -> status / 100 == 3 ? new Barred(WRONG_PATH, words) : new Failed(STATUS, words);
        });
  }

  /** What it says that nothing more came for so long. */
  static Setback ofDeadline(Stage stage, Duration timeout) {
    var within = "within " + timeout.toMillis() + " ms";
    return switch (stage) {
      case NAME -> new Failed(DNS, "no answer " + within);
      case CONNECTION -> new Failed(CONNECT_TIMEOUT, "no connection " + within);
      case ANSWER -> new Failed(READ_TIMEOUT, "no answer " + within);
      case BODY -> new Failed(READ_TIMEOUT, "no whole answer " + within);
    };
  }

  /** What an error says; the innermost of its causes that is understood counts. */
  static Setback ofError(Throwable error, Stage stage) {
    var causes = new ArrayList<Throwable>();
    for (Throwable each = error; each != null && !causes.contains(each); each = each.getCause()) {
      causes.add(each);
    }
    return causes.reversed().stream()
        .flatMap(each -> Optional.ofNullable(understood(each, stage)).stream())
        .findFirst()
        .orElseGet(() -> new Barred(NO_LOOK, "could not look: " + error));
  }

  private static @Nullable Setback understood(Throwable error, Stage stage) {
    return switch (error) {
      case Unprepared unprepared -> new Barred(unprepared.blindCause(), unprepared.why());
      case UnknownHostException _ -> new Failed(DNS, "");
      case CertificateException _, CertPathBuilderException _, CertPathValidatorException _ ->
          new Barred(TLS_TRUST, words(error));
      case SslHandshakeTimeoutException _ -> new Failed(READ_TIMEOUT, "no TLS handshake");
      case SSLException alert when CERTIFICATE_ALERT.matcher(words(alert)).find() ->
          new Barred(TLS_TRUST, words(alert));
      case SSLException _ -> new Failed(TLS, words(error));
      case ConnectTimeoutException _ -> new Failed(CONNECT_TIMEOUT, "");
      case ProxyConnectException refused -> ofTunnel(words(refused));
      case NoRouteToHostException _ -> new Failed(NO_ROUTE, "");
      case ConnectException _ -> new Failed(REFUSED, "");
      case HttpClosedException _, ClosedChannelException _ ->
          stage == Stage.BODY ? new Failed(SHORT_BODY, "") : new Failed(RESET, "closed unanswered");
      case IOException broken -> ofBroken(broken, stage);
      case TooLongFrameException _ -> new Barred(BODY_OVER_BOUND, "head over bound");
      // What Netty's decoder makes of an answer that is no HTTP.
      case DecoderException _, VertxException _, IllegalArgumentException _, IllegalStateException _
          when stage == Stage.ANSWER || stage == Stage.BODY ->
          new Failed(UNREADABLE, "no HTTP");
      default -> null;
    };
  }

  /** What Netty says of a tunnel that a proxy did not open: at its end, the proxy's answer. */
  private static Setback ofTunnel(String words) {
    var answer = TUNNEL_ANSWER.matcher(words);
    if (!answer.find()) {
      return new Barred(MIDDLEBOX, "proxy: no tunnel");
    }
    return new Barred(
        answer.group(1).startsWith("407") ? UNAUTHORIZED : MIDDLEBOX, "proxy: " + answer.group(1));
  }

  /**
   * What a setback says when there is a proxy on the way: short of the instance, it was the proxy's
   * or its doing that we did not get through.
   */
  static Setback throughProxy(Setback setback, Stage stage) {
    return switch (setback) {
      case Barred barred -> barred;
      case Failed(var kind, var detail)
          when kind != TLS && (stage == Stage.NAME || stage == Stage.CONNECTION) ->
          new Barred(MIDDLEBOX, ("proxy: " + kind.words() + " " + detail).strip());
      case Failed(var kind, var detail) when kind == STATUS && detail.startsWith("503") ->
          new Barred(MIDDLEBOX, detail);
      case Failed failed -> failed;
    };
  }

  /** The JDK gives these no types; where the words come from the C library they vary by locale. */
  private static @Nullable Setback ofBroken(IOException error, Stage stage) {
    if (words(error).contains("unreachable")) {
      return new Failed(NO_ROUTE, "");
    }
    return switch (stage) {
      case NAME, CONNECTION -> null;
      case ANSWER, BODY -> new Failed(RESET, "");
    };
  }

  private static String words(Throwable error) {
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }
}
