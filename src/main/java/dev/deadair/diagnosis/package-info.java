/**
 * From what an instance's looks show to findings: what broke, how we know, and what to do.
 *
 * <p>Pure: the JDK, JSpecify and {@code liveness}. Start with {@link
 * dev.deadair.diagnosis.Diagnoses}, which folds each new look; a {@link dev.deadair.diagnosis.Rule}
 * is one thing that can be wrong, a {@link dev.deadair.diagnosis.Mark} what is remembered of it,
 * and a {@link dev.deadair.diagnosis.Finding} what people are told. No state and no window rests on
 * a finding.
 */
@NullMarked
package dev.deadair.diagnosis;

import org.jspecify.annotations.NullMarked;
