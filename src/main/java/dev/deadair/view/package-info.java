/**
 * What everybody is shown: the state of one turn as words, numbers and instants.
 *
 * <p>Pure: the JDK, JSpecify, {@code turn} and what that imports. Board, API and metrics show the
 * same {@link dev.deadair.view.View}, so they cannot differ. It holds instants, never ages: who
 * reads counts, and what has not changed stays the same object.
 */
@NullMarked
package dev.deadair.view;

import org.jspecify.annotations.NullMarked;
