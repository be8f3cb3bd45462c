/**
 * Go or no-go for an upgrade: may the new server be started on this copy, may the name move to it.
 *
 * <p>It imports {@code tsdb}, {@code lint} and {@code probe} of ours, and what they import.
 */
@NullMarked
package dev.deadair.migrate;

import org.jspecify.annotations.NullMarked;
