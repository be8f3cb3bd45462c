/**
 * Reads a Prometheus data directory as the server would at its start, and says what is damaged and
 * what it costs. It never writes, never locks and never asks a server.
 *
 * <p>May import nothing of ours but its own readers ({@code tsdb.format}), and of others' code
 * aircompressor. {@link dev.deadair.tsdb.Verification} is the one to read first, then {@link
 * dev.deadair.tsdb.Startup}; what each finding means is in {@code src/site/markdown/tsdb.md}.
 */
@NullMarked
package dev.deadair.tsdb;

import org.jspecify.annotations.NullMarked;
