package dev.deadair.diagnosis;

import static dev.deadair.diagnosis.Code.ALERTS_DROPPED;
import static dev.deadair.diagnosis.Code.RELOAD_REFUSED;
import static dev.deadair.diagnosis.Code.REMOTE_FAILING;
import static dev.deadair.diagnosis.Code.RULE_FAILING;
import static dev.deadair.diagnosis.Code.SAMPLES_REFUSED;
import static dev.deadair.diagnosis.Code.TARGETS_REFUSED;

import java.util.List;

/** What goes wrong in scraping, rules, alerts and remotes while a server runs. */
final class SignaturesOfWork {

  private static final String TARGET =
      """
      The line names the target. See what it exposes, and mend the exporter or leave its time stamps out (honor_timestamps: false). Costs these samples until then.
      """;

  private static final String REMOTE =
      """
      1. See why, and how much waits. Costs nothing here; over there what is older than the write-ahead log, two hours, is lost.
      %s\
         curl -fsS "$SERVER/metrics" | grep -E '^prometheus_remote_storage_(samples_pending|samples_failed_total|samples_retried_total|shards)'
         journalctl -u prometheus | grep -iE 'retrying|non-recoverable' | tail -n 3
      2. Bring the remote back, or mend its address or credentials, and load that. Costs nothing: it catches up.
         promtool check config /etc/prometheus/prometheus.yml && systemctl reload prometheus
      """
          .formatted(Remedy.SERVER);

  private static final String ALERTMANAGERS =
      """
      1. See which Alertmanagers it knows, and whether they answer from this machine. Costs nothing.
      %s\
      %s\
      2. Bring one back, or mend its address, and load that. A larger --alertmanager.notification-queue-capacity only helps against bursts. Costs alerts while no other member takes them; they are sent anew while they fire.
         promtool check config /etc/prometheus/prometheus.yml && systemctl reload prometheus
      """
          .formatted(Remedy.SERVER, Remedy.ALERTMANAGERS);

  static final List<Signature> ALL =
      List.of(
          Signature.of(
              RELOAD_REFUSED,
              "Error reloading config",
              "refused its new configuration and runs with the one before; its next start will"
                  + " fail",
              """
              1. See what is wrong. Costs nothing.
                 promtool check config /etc/prometheus/prometheus.yml
              2. Mend it, and load it. Costs nothing.
                 systemctl reload prometheus
              """),
          Signature.of(
              SAMPLES_REFUSED,
              "Error on ingesting out-of-order samples",
              "refuses samples that come out of order",
              TARGET),
          Signature.of(
              SAMPLES_REFUSED,
              "Error on ingesting samples that are too old or are too far into the future",
              "refuses samples that are too old or lie in the future: a clock is wrong, its own or"
                  + " a target's",
              """
              1. Compare its clock with that of the target. Costs nothing.
                 date -u
                 timedatectl timesync-status; chronyc tracking
              2.\
              """
                  + TARGET),
          Signature.of(
              SAMPLES_REFUSED,
              "Error on ingesting samples with different value but same timestamp",
              "refuses samples that come twice: two targets have the same labels",
              """
              Find the two targets, mostly the same address in two jobs, and give them labels that differ. Costs one of the two until then.
              """),
          Signature.of(
              TARGETS_REFUSED,
              "Failed to determine correct type of scrape target",
              "refuses targets that do not say what they expose, as 3.x does and 2.x did not",
              """
              Set fallback_scrape_protocol: PrometheusText0.0.4 in the job, or let the exporter send a Content-Type. Costs these targets until then.
              """),
          Signature.of(
              RULE_FAILING,
              "[Ee]valuating rule failed",
              "fails to evaluate a rule",
              """
              The line names the rule and the error. Mend the expression, and load it. Costs that rule, or that alert, until then.
              """),
          Signature.of(
              ALERTS_DROPPED,
              "Alert notification queue full|Alert batch larger than queue capacity",
              "drops alerts, for its queue to the Alertmanagers is full",
              ALERTMANAGERS),
          Signature.of(
              ALERTS_DROPPED,
              "[Ee]rror sending alerts?\\b",
              "does not reach an Alertmanager",
              ALERTMANAGERS),
          Signature.of(
              REMOTE_FAILING,
              "Failed to send batch, retrying",
              "does not get rid of its samples: a remote does not take them, and it tries again",
              REMOTE),
          Signature.of(
              REMOTE_FAILING,
              "non-recoverable error",
              "loses samples on the way to a remote, which refuses them for good",
              REMOTE));

  private SignaturesOfWork() {}
}
