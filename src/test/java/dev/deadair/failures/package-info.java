/**
 * Failures of real servers, beside what the decision makes of them: each row breaks one as {@code
 * src/site/markdown/failures.md} says, watches it with a healthy one beside it, and expects a state
 * and findings.
 *
 * <p>Start reading at {@link dev.deadair.failures.Row}, then {@link dev.deadair.failures.Ward}.
 */
@NullMarked
package dev.deadair.failures;

import org.jspecify.annotations.NullMarked;
