/**
 * The HTTP face: the board, the JSON API, its event stream, {@code /metrics} and the health checks.
 *
 * <p>Reads the one {@link dev.deadair.view.View} that was published last and decides nothing. May
 * import {@code view}, {@code peer}, {@code store} and what they import, Vert.x and Micrometer; no
 * {@code Future} leaves the package. Everything runs on one event loop of its own, so that a busy
 * board delays no look, and so that nothing in here needs a lock. Start with {@link
 * dev.deadair.web.WebServer}; the files of the board lie under {@code resources/board}.
 */
@NullMarked
package dev.deadair.web;

import org.jspecify.annotations.NullMarked;
