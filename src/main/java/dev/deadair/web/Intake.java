package dev.deadair.web;

import dev.deadair.liveness.Moment;
import dev.deadair.turn.Fact;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What may enter over HTTP, and where it goes: facts for the next turn.
 *
 * @param facts takes them from the event loop and must not block
 * @param longestMaintenance what nobody may exceed
 * @param token the bearer of receipts and heartbeats, read at each; empty: none is let in
 */
public record Intake(
    Consumer<Fact> facts,
    Supplier<Moment> clock,
    Duration longestMaintenance,
    Optional<Supplier<String>> token) {}
