/**
 * The demo: simulated sites and recording receivers over real HTTP, for a person who wants to see
 * an outage, and for the tests that want to know what a receiver was really told.
 *
 * <p>May import {@code app} and below, and Vert.x. Start reading at {@link
 * dev.deadair.demo.DemoRun}, which plays a {@link dev.deadair.demo.Story}; at {@link
 * dev.deadair.demo.PagerDutyRecorder} for the receivers; at {@link dev.deadair.demo.ServerLife} for
 * the sites: a {@link dev.deadair.demo.SimulatedPrometheus} serves it, and a {@link
 * dev.deadair.demo.Supervisor} lets it crash.
 */
@NullMarked
package dev.deadair.demo;

import org.jspecify.annotations.NullMarked;
