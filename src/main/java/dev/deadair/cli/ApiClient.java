package dev.deadair.cli;

import dev.deadair.notify.Access;
import dev.deadair.notify.Inquiry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The API of a running watcher, as a command uses it. */
final class ApiClient {

  private final URI base;
  private final Inquiry watcher;

  /** What {@code Inquiry} does not know to send. */
  private final Map<String, String> headers;

  ApiClient(URI url, HttpConfig config) {
    this.base = URI.create(url.toString().replaceAll("/+$", ""));
    this.watcher = new Inquiry(config.access());
    this.headers =
        config.access().auth() instanceof Access.Auth.None
            ? config.authorization().map(it -> Map.of("Authorization", it)).orElse(Map.of())
            : Map.of();
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
    return ask("GET", path, Optional.empty());
  }

  Reply delete(String path) throws IOException {
    return ask("DELETE", path, Optional.empty());
  }

  Reply post(String path, Map<String, ?> json) throws IOException {
    return ask("POST", path, Optional.of(Json.of(json)));
  }

  /** A name as a segment of a path. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Reply ask(String method, String path, Optional<String> json) throws IOException {
    try {
      var answer = watcher.exchange(base, method, path, json, headers);
      return new Reply(answer.status(), parsed(answer.body()));
    } catch (ConnectException e) {
      throw new IOException(base + ": nobody answers", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(base + ": is no URL", e);
    }
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
