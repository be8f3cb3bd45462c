package dev.deadair.store;

import dev.deadair.turn.Past;
import java.util.Optional;

/**
 * What the journal gave at the start.
 *
 * @param lost why it is less than there should be, for log and board; empty when all is well
 */
public record Loaded(Past past, Optional<String> lost) {}
