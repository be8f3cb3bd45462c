package dev.deadair.probe;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The external labels of a server that answers, or of the configuration file of one. */
public final class ExternalLabels {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 8 << 20;

  private ExternalLabels() {}

  /**
   * Of a URL that begins with http, or else of a file.
   *
   * @throws IOException if they cannot be had, with a message for the operator
   */
  public static Map<String, String> of(String where) throws IOException {
    return where.startsWith("http://") || where.startsWith("https://")
        ? ofServer(where)
        : ofFile(Path.of(where));
  }

  /**
   * Of a {@code prometheus.yml}.
   *
   * @throws IOException if it cannot be read, or is no YAML
   */
  public static Map<String, String> ofFile(Path file) throws IOException {
    return of(Files.readString(file), file.toString());
  }

  private static Map<String, String> of(String yaml, String where) throws IOException {
    return ServerConfiguration.of(yaml)
        .map(ServerConfiguration::externalLabels)
        .orElseThrow(() -> new IOException(where + " is no configuration"));
  }

  /** What the server runs with, whatever its file says by now. */
  private static Map<String, String> ofServer(String url) throws IOException {
    var uri = uri(url.replaceAll("/+$", "") + Endpoint.CONFIGURATION.path());
    var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    try (var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      var answer = client.send(request, BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new IOException("status " + answer.statusCode());
        }
        var text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        return of(yaml(text), url);
      }
    } catch (ConnectException nobody) {
      throw new IOException("nobody answers", nobody);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static URI uri(String text) throws IOException {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IOException("no URL", e);
    }
  }

  private static String yaml(String answer) throws IOException {
    try {
      var data = new JsonObject(answer).getJsonObject("data");
      return data == null ? "" : data.getString("yaml", "");
    } catch (DecodeException | ClassCastException e) {
      throw new IOException("no answer of a Prometheus", e);
    }
  }
}
