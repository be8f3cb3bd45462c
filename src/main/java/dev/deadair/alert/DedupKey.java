package dev.deadair.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The key under which PagerDuty folds events into one incident; at most 255 characters. */
public record DedupKey(String value) {

  public DedupKey {
    if (value.isEmpty() || value.length() > 255) {
      throw new IllegalArgumentException("a dedup key has 1 to 255 characters");
    }
  }

  /** Our own key: the hex SHA-256 of the sorted identity labels. */
  static DedupKey of(SortedMap<String, String> labels) {
    var canonical = labels.entrySet().stream().map(DedupKey::pair).collect(Collectors.joining(","));
    return new DedupKey(sha256("{" + canonical + "}"));
  }

  static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String pair(Map.Entry<String, String> label) {
    var value = label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return label.getKey() + "=\"" + value + "\"";
  }
}
