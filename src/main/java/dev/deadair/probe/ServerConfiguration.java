package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What of the configuration a server runs with says who it is.
 *
 * @param hash the hex SHA-256 of all of it, as the server prints it
 */
record ServerConfiguration(String hash, Map<String, String> externalLabels) {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setLabel("configuration")
          .setCodePointLimit(8 << 20)
          .setMaxAliasesForCollections(10)
          .build();

  ServerConfiguration {
    externalLabels = Map.copyOf(externalLabels);
  }

  /** Reads it; nothing where it is no YAML. Takes a second for the largest: not on event loops. */
  static Optional<ServerConfiguration> of(String yaml) {
    try {
      var root = new Load(SETTINGS).loadFromString(yaml);
      return root instanceof Map<?, ?> top
          ? Optional.of(new ServerConfiguration(sha256(yaml), externalLabels(top)))
          : Optional.empty();
    } catch (YamlEngineException _) {
      return Optional.empty();
    }
  }

  /** Only labels that are plain values: what else stands there, no server would take. */
  private static Map<String, String> externalLabels(Map<?, ?> top) {
    var labels = new HashMap<String, String>();
    if (top.get("global") instanceof Map<?, ?> global
        && global.get("external_labels") instanceof Map<?, ?> written) {
      written.forEach(
          (name, value) -> {
            if (name != null && value != null) {
              labels.put(name.toString(), value.toString());
            }
          });
    }
    return labels;
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
