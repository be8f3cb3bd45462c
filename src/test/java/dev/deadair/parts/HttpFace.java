package dev.deadair.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** How parts are asked over HTTP: once, for seconds at the most. */
final class HttpFace {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(ANSWER).version(HttpClient.Version.HTTP_1_1).build();

  private HttpFace() {}

  static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER);
  }

  /** Throws {@link UncheckedIOException} where nobody answers. */
  static HttpResponse<String> send(HttpRequest.Builder request) {
    var built = request.build();
    try {
      return CLIENT.send(built, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while asking " + built.uri(), e);
    }
  }
}
