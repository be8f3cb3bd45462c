package dev.deadair.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.diagnosis.Labelled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThanosFitTest {
  private static final Labelled<String> A = server("a", "ops", Map.of("site", "x", "replica", "a"));
  private static final Labelled<String> B = server("b", "ops", Map.of("site", "x", "replica", "b"));

  @Test
  void theReplicaLabelInUseFits() {
    assertThat(faults("--query.replica-label=replica", List.of(A, B))).isEmpty();
  }

  @Test
  void flagsAreFoundHoweverTheyAreWritten() {
    var flags =
        ThanosFlags.in(
                """
                args:
                  - --query.replica-label=replica
                  - "--query.replica-label"
                  - "prometheus_replica"
                ExecStart=thanos compact --deduplication.replica-label replica,rule_replica
                """)
            .orElseThrow();

    assertThat(flags.replicaLabels())
        .containsEntry(ThanosFlags.QUERY, Set.of("replica", "prometheus_replica"))
        .containsEntry(ThanosFlags.DEDUPLICATION, Set.of("replica", "rule_replica"));
    assertThat(flags.lines()).containsEntry(ThanosFlags.DEDUPLICATION, 5);
    assertThat(ThanosFlags.in("--query.timeout=2m")).isEmpty();
  }

  @Test
  void aReplicaLabelThatIsMissingIsFound() {
    assertThat(faults("--deduplication.replica-label=prometheus_replica", List.of(A, B)))
        .containsExactly(
            "does not name replica, by which a, b is told from its replicas",
            "names prometheus_replica, which no server has");
  }

  /** A compactor would make one of them, for ever. */
  @Test
  void groupsThatWouldBecomeOneAreFound() {
    var other = server("c", "k8s", Map.of("site", "y", "replica", "a"));

    assertThat(faults("--deduplication.replica-label=replica", List.of(A, B, other))).isEmpty();
    assertThat(faults("--deduplication.replica-label=replica,site", List.of(A, B, other)))
        .containsExactly("takes a, b, c for replicas, which are of different groups");
  }

  private static List<String> faults(String command, List<Labelled<String>> servers) {
    return ThanosFit.faults(ThanosFlags.in(command).orElseThrow(), servers).stream()
        .map(ThanosFit.Fault::words)
        .toList();
  }

  private static Labelled<String> server(String name, String group, Map<String, String> labels) {
    return new Labelled<>(name, Optional.of(group), Labelled.REPLICA_LABELS, labels);
  }
}
