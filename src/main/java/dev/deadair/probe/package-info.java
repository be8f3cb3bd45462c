/**
 * Looks at instances over HTTP and says what it saw: facts, never verdicts.
 *
 * <p>May import {@code liveness} and, of others' code, Vert.x and snakeyaml-engine. Start with
 * {@link dev.deadair.probe.Schedule}, which gives every instance its {@link
 * dev.deadair.probe.Slot}, and {@link dev.deadair.probe.Look}, one look from top to bottom. What a
 * server tells about itself is read while it arrives, by {@link
 * dev.deadair.probe.ExpositionReader}; {@link dev.deadair.probe.SelfMetrics} says what of it is
 * kept, {@link dev.deadair.probe.Symptoms} what a failure means. {@link
 * dev.deadair.probe.SlowLooks} says when a server is asked for more. {@link
 * dev.deadair.probe.Controls} shows whose fault silence is.
 */
@NullMarked
package dev.deadair.probe;

import org.jspecify.annotations.NullMarked;
