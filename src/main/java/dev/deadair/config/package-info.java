/**
 * HOCON to immutable settings: every problem at once, each with its file and line and what would be
 * right, and never half a configuration.
 *
 * <p>May import {@code liveness}, {@code alert} and Typesafe Config, whose types stay in here.
 * Start with {@link dev.deadair.config.Settings#load}; {@code SettingsReader} reads the tree from
 * the top down, by way of {@code Node} (an object: what nobody asks it for is a problem) and {@code
 * Value} (what it cannot be is a problem). {@code reference.conf} holds the defaults and documents
 * every key.
 */
@NullMarked
package dev.deadair.config;

import org.jspecify.annotations.NullMarked;
