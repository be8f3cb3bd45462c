package dev.deadair.alert;

import dev.deadair.liveness.Moment;

/**
 * What a courier reports of one attempt.
 *
 * @param generation of the incident as it was sent: a late answer to a trigger ends no resolve
 */
public record Report(
    IncidentId incident, int generation, Route route, Reason reason, Moment at, Outcome outcome) {}
