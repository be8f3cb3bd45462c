package dev.deadair.liveness;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the slow look at an instance brought, taken every few minutes and after every start: what
 * changes rarely or costs the server something.
 *
 * @param identity empty where it does not tell, as behind an authorization for metrics alone
 * @param jobsDown targets that are down by job, the largest first, a dozen at most; empty where
 *     none is, or where a query was not safe
 * @param flags it runs with, by name; empty where it does not tell
 */
public record Inspection(
    InstanceId instance,
    Moment at,
    Optional<Identity> identity,
    Map<String, Long> jobsDown,
    Map<String, String> flags) {

  public Inspection {
    jobsDown = Collections.unmodifiableMap(new LinkedHashMap<>(jobsDown));
    flags = Map.copyOf(flags);
  }

  /** One of a server that does not tell its flags. */
  public Inspection(
      InstanceId instance, Moment at, Optional<Identity> identity, Map<String, Long> jobsDown) {
    this(instance, at, identity, jobsDown, Map.of());
  }
}
