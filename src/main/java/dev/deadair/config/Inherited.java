package dev.deadair.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What sites and groups hand down to what is below them, as far as it is written at one level of
 * the configuration or above.
 */
record Inherited(
    Patience patience, Replicas replicas, Connection connection, Optional<LogSource> log) {

  /** Above every site. */
  Inherited(Patience patience, Replicas replicas) {
    this(patience, replicas, Connection.PLAIN, Optional.empty());
  }

  /** This, where {@code node} does not write otherwise. */
  Inherited at(Node node, Optional<Duration> interval) {
    return new Inherited(
        patience.at(node, interval),
        replicas.at(node),
        ConnectionReader.toInstance(node, connection),
        LogReader.read(node, log));
  }
}
