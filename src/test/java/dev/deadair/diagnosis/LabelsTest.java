package dev.deadair.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelsTest {

  @Test
  void serversWithoutAnyLabelsAreLeftAlone() {
    assertThat(words(in("ops", "a", Map.of()), in("ops", "b", Map.of()), in("k8s", "c", Map.of())))
        .isEmpty();
  }

  @Test
  void singleServerNeedsNoReplicaLabel() {
    assertThat(
            words(in("ops", "a", Map.of("site", "ulsfo")), in("k8s", "b", Map.of("site", "codfw"))))
        .isEmpty();
  }

  @Test
  void replicasThatDifferInTheirReplicaLabelAloneAreWell() {
    for (var label : Labelled.REPLICA_LABELS) {
      assertThat(
              words(
                  in("ops", "a", Map.of("site", "ulsfo", label, "a")),
                  in("ops", "b", Map.of("site", "ulsfo", label, "b"))))
          .as(label)
          .isEmpty();
    }
  }

  @Test
  void aNameOfOnesOwnMayTellReplicasApart() {
    var own = Set.of("host");
    var servers =
        List.of(
            new Labelled<>("a", Optional.of("ops"), own, Map.of("site", "ulsfo", "host", "a")),
            new Labelled<>("b", Optional.of("ops"), own, Map.of("site", "ulsfo", "host", "b")));

    assertThat(Labels.faults(servers)).isEmpty();
  }

  /** The fleet of May 2023: both hosts of a migration were given the replica label a. */
  @Test
  void theSameSetOnTwoServersIsToldOfBothWhereverTheyAre() {
    assertThat(
            words(
                in("ulsfo/ops", "4001", Map.of("site", "ulsfo", "replica", "a")),
                in("eqsin/ops", "5001", Map.of("site", "eqsin", "replica", "a")),
                in("ulsfo/new", "4002", Map.of("replica", "a", "site", "ulsfo"))))
        .containsExactly(
            "4001 has the same external labels as 4002: {replica=\"a\", site=\"ulsfo\"}",
            "4002 has the same external labels as 4001: {replica=\"a\", site=\"ulsfo\"}");
  }

  @Test
  void replicasWithoutAReplicaLabelHaveTheSameSet() {
    assertThat(
            words(in("ops", "a", Map.of("site", "ulsfo")), in("ops", "b", Map.of("site", "ulsfo"))))
        .containsExactly(
            "a has the same external labels as b: {site=\"ulsfo\"}",
            "b has the same external labels as a: {site=\"ulsfo\"}");
  }

  @Test
  void missingReplicaLabelIsToldWhereASiblingHasOne() {
    assertThat(
            words(
                in("ops", "a", Map.of("site", "ulsfo", "replica", "a")),
                in("ops", "b", Map.of("site", "ulsfo"))))
        .containsExactly("b has no replica label, and a has one");
  }

  @Test
  void anotherLabelThatDiffersWithinAGroupIsToldOfAll() {
    assertThat(
            words(
                in("ops", "a", Map.of("site", "ulsfo", "replica", "a")),
                in("ops", "b", Map.of("site", "eqsin", "replica", "b")),
                in("ops", "c", Map.of("replica", "c"))))
        .containsExactly(
            "a has site=\"ulsfo\" where its group has no label site (c) and site=\"eqsin\" (b)",
            "b has site=\"eqsin\" where its group has no label site (c) and site=\"ulsfo\" (a)",
            "c has no label site where its group has site=\"eqsin\" (b) and site=\"ulsfo\" (a)");
  }

  @Test
  void withoutAGroupOnlyTheWholeSetsAreCompared() {
    var one = new Labelled<>("a", Optional.empty(), Labelled.REPLICA_LABELS, Map.of("site", "x"));
    var other = new Labelled<>("b", Optional.empty(), Labelled.REPLICA_LABELS, Map.of("site", "y"));

    assertThat(Labels.faults(List.of(one, other))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unset", "None", " null ", "replica", "unknown", "n/a", "changeme"})
  void placeholderIsNoReplica(String value) {
    assertThat(words(in("ops", "a", Map.of("site", "ulsfo", "replica", value))))
        .containsExactly("a has the placeholder replica=\"" + value + "\" for a label");
  }

  /** An environment may well be called none. */
  @Test
  void wordsAreNoPlaceholdersInOtherLabels() {
    assertThat(words(in("ops", "a", Map.of("env", "none", "tier", "unknown")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$(POD_NAME)", "${HOSTNAME}", "{{ inventory_hostname }}", "%(host)s", "<site>"})
  void templateThatNothingExpandedIsWrongInAnyLabel(String value) {
    assertThat(words(in("ops", "a", Map.of("site", value))))
        .containsExactly("a has a label that was never expanded: site=\"" + value + "\"");
  }

  @Test
  void aDollarInAValueIsNoTemplate() {
    assertThat(words(in("ops", "a", Map.of("note", "costs 5$", "price", "5$ a month")))).isEmpty();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static List<String> words(Labelled<String>... servers) {
    return Labels.faults(List.of(servers)).stream()
        .map(fault -> fault.server() + " " + fault.words())
        .toList();
  }

  private static Labelled<String> in(String group, String server, Map<String, String> labels) {
    return new Labelled<>(server, Optional.of(group), Labelled.REPLICA_LABELS, labels);
  }
}
