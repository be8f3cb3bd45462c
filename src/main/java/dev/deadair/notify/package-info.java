/**
 * Tells receivers what is due: one courier, one lane for each member, one dialect for each kind of
 * receiver.
 *
 * <p>May import {@code alert} and {@code turn}, OkHttp and Jackson's streaming core; delivery is
 * blocking code on virtual threads, so that a stalled event loop never stops a page. Start with
 * {@link dev.deadair.notify.Courier}, then {@code Backlog} for what is sent when, and {@code
 * Dialect} for what is said. Outside facts: Alertmanager's API v2, PagerDuty's Events API v2.
 */
@NullMarked
package dev.deadair.notify;

import org.jspecify.annotations.NullMarked;
