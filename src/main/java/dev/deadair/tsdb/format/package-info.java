/**
 * One reader for each file format of a Prometheus data directory, 2.x and 3.x: bytes in, values
 * out, and damage is a value too. A reader follows the server's own reading step by step, never
 * writes, and holds no more than a buffer of the file.
 *
 * <p>May import nothing of ours and, of others' code, aircompressor. {@link
 * dev.deadair.tsdb.format.WalReader} is the one to read first; what damage means is said in {@code
 * dev.deadair.tsdb}.
 */
@NullMarked
package dev.deadair.tsdb.format;

import org.jspecify.annotations.NullMarked;
