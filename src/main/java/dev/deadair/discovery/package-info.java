/**
 * What there is to be watched, and where it is.
 *
 * <p>It imports {@code liveness} of ours; Vert.x and OkHttp stay within.
 */
@NullMarked
package dev.deadair.discovery;

import org.jspecify.annotations.NullMarked;
