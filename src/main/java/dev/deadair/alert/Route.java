package dev.deadair.alert;

/** One way to one receiver: an Alertmanager member, or the only endpoint of a PagerDuty. */
public record Route(String receiver, String member) {}
