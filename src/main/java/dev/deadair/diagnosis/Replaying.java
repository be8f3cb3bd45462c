package dev.deadair.diagnosis;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a server has replayed its write-ahead log.
 *
 * @param share what is done, from 0 to 1
 * @param doneAt when it is over at its speed so far; empty while it has shown none
 */
public record Replaying(double share, Optional<Instant> doneAt) {}
