/**
 * What is made up, taken through {@code State.turn} on a virtual clock: servers that are simulated,
 * a decision that is the real one.
 *
 * <p>May import {@code turn} and {@code view}. Start reading at {@link
 * dev.deadair.replay.Simulation}, one watcher with its servers; {@link
 * dev.deadair.replay.SimulatedServer} is a Prometheus as seen from outside.
 */
@NullMarked
package dev.deadair.replay;

import org.jspecify.annotations.NullMarked;
