/**
 * When a change becomes an incident, and what is due to whom until everybody has been told.
 *
 * <p>Pure: the JDK, JSpecify and {@code liveness}. Start with {@link dev.deadair.alert.Incidents},
 * which folds states and delivery reports; {@link dev.deadair.alert.Incident} is one outage's
 * story, {@link dev.deadair.alert.Due} one thing to send now, and {@link dev.deadair.alert.Wording}
 * what the page says.
 */
@NullMarked
package dev.deadair.alert;

import org.jspecify.annotations.NullMarked;
