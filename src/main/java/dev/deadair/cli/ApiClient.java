package dev.deadair.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The API of a running watcher, as a command uses it. */
final class ApiClient {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final String base;
  private final HttpConfig config;

  ApiClient(URI url, HttpConfig config) {
    this.base = url.toString().replaceAll("/+$", "");
    this.config = config;
  }

  /**
   * What came of a request.
   *
   * @param body the envelope: {@code data} where it went well, {@code error} where it did not
   */
  record Reply(int status, Map<?, ?> body) {

    boolean isFine() {
      return "success".equals(body.get("status"));
    }

    String error() {
      return body.get("error") instanceof String error ? error : "it answered " + status;
    }
  }

  Reply get(String path) throws IOException {
    return ask("GET", path, BodyPublishers.noBody());
  }

  Reply delete(String path) throws IOException {
    return ask("DELETE", path, BodyPublishers.noBody());
  }

  Reply post(String path, Map<String, ?> json) throws IOException {
    return ask("POST", path, BodyPublishers.ofString(Json.of(json)));
  }

  /** A name as a segment of a path. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Reply ask(String method, String path, HttpRequest.BodyPublisher body) throws IOException {
    var request =
        HttpRequest.newBuilder(uri(path))
            .timeout(DEADLINE)
            .header("Content-Type", "application/json")
            .method(method, body);
    config.authorization().ifPresent(it -> request.header("Authorization", it));
    try (var client = client()) {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      return new Reply(answer.statusCode(), parsed(answer.body()));
    } catch (ConnectException e) {
      throw new IOException(base + ": nobody answers", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private URI uri(String path) throws IOException {
    try {
      return URI.create(base + path);
    } catch (IllegalArgumentException e) {
      throw new IOException(base + ": is no URL", e);
    }
  }

  private HttpClient client() {
    var builder = HttpClient.newBuilder().connectTimeout(DEADLINE);
    config.tls().ifPresent(builder::sslContext);
    return builder.build();
  }

  /** JSON is YAML, so one parser reads both; what is neither has no fields. */
  private static Map<?, ?> parsed(String body) {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(body) instanceof Map<?, ?> map
          ? map
          : Map.of();
    } catch (YamlEngineException e) {
      return Map.of();
    }
  }
}
