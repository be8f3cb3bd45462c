/**
 * Scenario files, and whatever else is made up, taken through {@code State.turn} on a virtual
 * clock: servers that are simulated, a decision that is the real one.
 *
 * <p>May import {@code turn} and {@code view}. Start reading at {@link dev.deadair.replay.Replay};
 * {@link dev.deadair.replay.Scenario} is a file as it was read, {@link
 * dev.deadair.replay.Simulation} one watcher with its servers, {@link
 * dev.deadair.replay.SimulatedServer} a Prometheus as seen from outside.
 */
@NullMarked
package dev.deadair.replay;

import org.jspecify.annotations.NullMarked;
