/**
 * Liveness, diagnosis and alert folded in one call: facts in, a turn out.
 *
 * <p>Pure: the JDK, JSpecify and the three. {@link dev.deadair.turn.State#turn} is the decision of
 * the daemon, of its simulation and of its scenarios alike; {@link dev.deadair.turn.Fact} is every
 * way in, {@link dev.deadair.turn.Turn} everything that comes out.
 */
@NullMarked
package dev.deadair.turn;

import org.jspecify.annotations.NullMarked;
