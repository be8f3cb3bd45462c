package dev.deadair.parts;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * What a member of an Alertmanager with a wrong clock looks like from outside: its {@code Date} is
 * shifted, as are the times of its silences, and every time it is sent is shifted back before it
 * reaches the member behind.
 */
public final class SkewedProxy implements AutoCloseable {
  private static final Pattern TIME = Pattern.compile("\"(startsAt|endsAt)\":\"([^\"]+)\"");

  private final Vertx vertx = Vertx.vertx();
  private final int member;
  private volatile Duration skew;
  private final int port;
  private final Queue<String> alerts = new ConcurrentLinkedQueue<>();

  /**
   * @param member the port of the member behind
   * @param skew how far its clock seems to be ahead
   */
  public SkewedProxy(int member, Duration skew) {
    this(0, member, skew);
  }

  /** One that listens at {@code door}, which refused connections until now, and tells our time. */
  public SkewedProxy(Port door, int member) {
    this(door.number(), member, Duration.ZERO);
  }

  private SkewedProxy(int door, int member, Duration skew) {
    this.member = member;
    this.skew = skew;
    try {
      port =
          vertx
              .createHttpServer()
              .requestHandler(this::pass)
              .listen(door, "127.0.0.1")
              .await(10, TimeUnit.SECONDS)
              .actualPort();
    } catch (TimeoutException e) {
      throw new IllegalStateException("a proxy could not listen", e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Sets how far its clock seems to be ahead. */
  public void skew(Duration other) {
    skew = other;
  }

  /** Each body of alerts that the member took, in the order in which it came. */
  public List<String> alerts() {
    return List.copyOf(alerts);
  }

  private void pass(HttpServerRequest request) {
    request
        .body()
        .compose(
            body ->
                vertx
                    .createHttpClient()
                    .request(
                        HttpMethod.valueOf(request.method().name()),
                        member,
                        "127.0.0.1",
                        request.uri())
                    .compose(onward -> sent(onward, body))
                    .onSuccess(answer -> note(request, body, answer)))
        .onSuccess(
            answer ->
                request
                    .response()
                    .setStatusCode(answer.status())
                    .putHeader(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            ZonedDateTime.now(ZoneOffset.UTC).plus(skew)))
                    .end(answer.body()))
        .onFailure(_ -> request.connection().close());
  }

  private void note(HttpServerRequest request, Buffer body, Answer answer) {
    if (request.method().equals(HttpMethod.POST)
        && "/api/v2/alerts".equals(request.path())
        && answer.status() == 200) {
      alerts.add(body.toString());
    }
  }

  private Future<Answer> sent(HttpClientRequest onward, Buffer body) {
    onward.putHeader("Content-Type", "application/json");
    return onward
        .send(Buffer.buffer(shifted(body.toString(), skew.negated())))
        .compose(
            response ->
                response.body().map(it -> new Answer(response.statusCode(), told(onward, it))));
  }

  private Buffer told(HttpClientRequest asked, Buffer body) {
    return asked.getURI().equals("/api/v2/silences")
        ? Buffer.buffer(shifted(body.toString(), skew))
        : body;
  }

  private static String shifted(String json, Duration by) {
    return TIME.matcher(json)
        .replaceAll(
            time -> "\"" + time.group(1) + "\":\"" + Instant.parse(time.group(2)).plus(by) + "\"");
  }

  @Override
  public void close() {
    try {
      vertx.close().await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a proxy did not close", e);
    }
  }

  private record Answer(int status, Buffer body) {}
}
