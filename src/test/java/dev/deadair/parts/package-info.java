/**
 * Real parts for tests: Prometheus, as server and as agent, Alertmanager and VictoriaMetrics,
 * started, killed, frozen and broken on loopback, and the network's ways to be silent. What one
 * starts ends with the JVM.
 *
 * <p>{@code src/test/parts/fetch} brings the programs. Start reading at {@link
 * dev.deadair.parts.Prometheus}, then {@link dev.deadair.parts.Part}.
 */
@NullMarked
package dev.deadair.parts;

import org.jspecify.annotations.NullMarked;
