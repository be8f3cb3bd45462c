package dev.deadair.liveness;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who answers at an address, as it says of itself.
 *
 * @param hostName where it is told (from 3.x on)
 * @param version where it is told
 * @param configHash the hex SHA-256 of the configuration it runs with, secrets of which it does not
 *     tell itself
 * @param externalLabels what it puts on everything it sends out
 */
public record Identity(
    Optional<String> hostName,
    Optional<String> version,
    String configHash,
    Map<String, String> externalLabels) {

  public Identity {
    externalLabels = Collections.unmodifiableMap(new TreeMap<>(externalLabels));
  }
}
