/**
 * Reads configurations of others and prints what {@code diagnosis} and {@code alert} rule about
 * them: routes of Alertmanagers, external labels of Prometheus servers.
 *
 * <p>May import {@code diagnosis}, {@code alert} and {@code config} and, of others' code, OkHttp
 * and snakeyaml-engine. Start with {@link dev.deadair.lint.RoutesReader}.
 */
@NullMarked
package dev.deadair.lint;

import org.jspecify.annotations.NullMarked;
