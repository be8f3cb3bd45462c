package dev.deadair.probe;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The external labels of a server that answers, or of the configuration file of one. */
public final class ExternalLabels {

  /** Where a server tells them. */
  public static final String PATH = "/api/v1/status/config";

  private ExternalLabels() {}

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

  /**
   * Of the server that answered {@code GET /api/v1/status/config} with {@code answer}: what it runs
   * with, whatever its file says by now.
   *
   * @param url of the server
   * @throws IOException if that is no such answer, with a message for the operator
   */
  public static Map<String, String> ofAnswer(String answer, String url) throws IOException {
    return of(yaml(answer), url);
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
