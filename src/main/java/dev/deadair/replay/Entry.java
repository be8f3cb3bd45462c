package dev.deadair.replay;

import dev.deadair.alert.Incident;
import dev.deadair.diagnosis.Finding;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One line of a timeline. */
public sealed interface Entry {

  /** True time since the start. */
  Duration at();

  /** Something of the script. */
  record Happened(Duration at, String text) implements Entry {}

  /** A state changed. */
  record Changed(Duration at, Transition transition) implements Entry {}

  /** Whether we see a site changed; empty where we do. */
  record Sighted(Duration at, SiteId site, Optional<BlindCause> blind) implements Entry {}

  /** Something is wrong with an instance, and what. */
  record Found(Duration at, InstanceId instance, Finding finding) implements Entry {}

  /** Something about an incident. */
  sealed interface AboutIncident extends Entry {
    Incident incident();
  }

  /**
   * Somebody was told of it for the first time.
   *
   * @param why the line of reasoning, in sentences
   */
  record Told(Duration at, Incident incident, String summary, List<String> why)
      implements AboutIncident {}

  /** It is over. */
  record Resolved(Duration at, Incident incident, List<String> why) implements AboutIncident {}
}
