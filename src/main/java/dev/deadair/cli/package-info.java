/**
 * The command line: {@code Main} and one class per command. A command parses its arguments, calls
 * what does the work, prints and exits; it decides nothing else.
 *
 * <p>May import everything of ours, and picocli. Start reading at {@link dev.deadair.cli.Main}.
 */
@NullMarked
package dev.deadair.cli;

import org.jspecify.annotations.NullMarked;
