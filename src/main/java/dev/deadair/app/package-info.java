/**
 * The composition root and the life of a daemon: start, tick, stop.
 *
 * <p>Imports everything above it; only {@code demo} and {@code cli} import it. Read {@link
 * dev.deadair.app.Watch#tick} first: it is the whole program. {@link dev.deadair.app.Daemon} puts
 * the parts together, {@link dev.deadair.app.Wiring} translates settings into what each part needs,
 * and the {@link dev.deadair.app.Inbox} is where everything enters.
 */
@NullMarked
package dev.deadair.app;

import org.jspecify.annotations.NullMarked;
