/**
 * What is known about instances, groups and sites, and how observations and time change it.
 *
 * <p>Pure: the JDK and JSpecify alone; {@code now} is an argument, nothing here reads a clock, a
 * file or a socket. Start with {@link dev.deadair.liveness.Fleet}, which only routes, then {@link
 * dev.deadair.liveness.Instance} for one server's memory and {@link dev.deadair.liveness.Judgement}
 * for the state machine that groups and sites share.
 */
@NullMarked
package dev.deadair.liveness;

import org.jspecify.annotations.NullMarked;
