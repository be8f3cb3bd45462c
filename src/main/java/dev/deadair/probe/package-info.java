/**
 * Looks at an instance over HTTP and says what it saw: facts, never verdicts.
 *
 * <p>May import {@code liveness} and, of others' code, Vert.x's {@code HttpClient}. What a
 * Prometheus tells about itself is read while it arrives: {@link
 * dev.deadair.probe.ExpositionReader} is where to start, {@link dev.deadair.probe.SelfMetrics} says
 * what of it is kept.
 */
@NullMarked
package dev.deadair.probe;

import org.jspecify.annotations.NullMarked;
