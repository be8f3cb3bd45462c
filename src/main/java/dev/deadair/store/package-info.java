/**
 * The journal: what one run of ours leaves to the next, durable before anything is sent.
 *
 * <p>Imports {@code turn} and what it is made of; beyond the JDK only SQLite's driver. Start with
 * {@link dev.deadair.store.Journal}, which the tick calls and which a slow or broken disk cannot
 * hold up; behind it stands a {@link dev.deadair.store.Store}, here {@link
 * dev.deadair.store.SqliteStore}. {@link dev.deadair.store.Schema} is the tables, one class each
 * reads and writes them; {@link dev.deadair.store.Archive} reads what is over.
 */
@NullMarked
package dev.deadair.store;

import org.jspecify.annotations.NullMarked;
