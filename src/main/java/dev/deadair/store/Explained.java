package dev.deadair.store;

import java.time.Instant;

/**
 * An explanation as it was kept.
 *
 * @param since when it was first given
 */
public record Explained(Instant since, String text) {}
