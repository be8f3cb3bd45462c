package dev.deadair.diagnosis;

import static dev.deadair.liveness.Signal.CONFIG_RELOAD_TIME;
import static dev.deadair.liveness.Signal.HEAD_SERIES;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Identity;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Scrape;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DifferencesTest {
  private static final Instant LIFE = Instant.parse("2023-05-01T00:00:00Z");
  private static final InstanceId BROKEN = new InstanceId(Patient.GROUP, "broken");
  private static final InstanceId WELL = new InstanceId(Patient.GROUP, "well");

  private Moment now = new Moment(Patient.START, Duration.ZERO, Duration.ZERO);
  private Fleet fleet = Fleet.of(inventory(), Memory.NONE, now);
  private Diagnoses diagnoses = Diagnoses.NONE;

  @Test
  void replicasThatAreWellAreNotCompared() {
    reads(Healthy.since(LIFE), Healthy.since(LIFE).with(HEAD_SERIES, 7));
    reads(Healthy.since(LIFE).goesOn(), Healthy.since(LIFE).goesOn());

    assertThat(of(BROKEN)).isEmpty();
    assertThat(of(WELL)).isEmpty();
  }

  @Test
  void onlyWhatDiffersIsToldOfTheOneInTrouble() {
    var broken = Healthy.since(LIFE).with(HEAD_SERIES, 10).with(CONFIG_RELOAD_TIME, 1_000_000);
    var well = Healthy.since(LIFE).with(HEAD_SERIES, 1000).with(CONFIG_RELOAD_TIME, 2_000_000);
    inspected(BROKEN, Map.of("site", "eqsin", "replica", "a"));
    inspected(WELL, Map.of("site", "ulsfo", "replica", "b"));
    reads(broken, well);
    reads(broken.unready(), well.goesOn());

    assertThat(of(BROKEN))
        .extracting(Difference::what, Difference::here, Difference::there, Difference::beside)
        .containsExactly(
            tuple("external label site", "eqsin", "ulsfo", WELL),
            tuple(
                "configuration loaded", "1970-01-12 13:46:40 UTC", "1970-01-24 03:33:20 UTC", WELL),
            tuple("series in the head", "10", "1000", WELL));
    // Its labels differ from those of its group, so it is in trouble too, if less.
    assertThat(of(WELL)).isEmpty();
  }

  @Test
  void flagsThatBothTellAreComparedAndNoMoreThanADozen() {
    var many = new TreeMap<String, String>();
    for (var i = 10; i < 40; i++) {
      many.put("z." + i, "1");
    }
    runsWith(
        BROKEN,
        Map.of("storage.tsdb.retention.time", "15d", "a", "same", "c", "1", "enable-feature", ""));
    runsWith(
        WELL,
        Map.of("storage.tsdb.retention.time", "90d", "a", "same", "enable-feature", "x", "b", "1"));
    reads(Healthy.since(LIFE), Healthy.since(LIFE));
    reads(Healthy.since(LIFE).unready(), Healthy.since(LIFE).goesOn());

    assertThat(of(BROKEN))
        .extracting(Difference::what, Difference::here, Difference::there)
        .containsExactly(
            tuple("flag enable-feature", "none", "x"),
            tuple("flag storage.tsdb.retention.time", "15d", "90d"));

    runsWith(BROKEN, many);
    many.replaceAll((_, _) -> "2");
    runsWith(WELL, many);
    assertThat(of(BROKEN)).hasSize(12);
  }

  @Test
  void aSlowLookThatBringsNoFlagsForgetsNone() {
    runsWith(BROKEN, Map.of("a", "1"));
    runsWith(WELL, Map.of("a", "2"));
    runsWith(WELL, Map.of());
    reads(Healthy.since(LIFE), Healthy.since(LIFE));
    reads(Healthy.since(LIFE).unready(), Healthy.since(LIFE).goesOn());

    assertThat(of(BROKEN)).extracting(Difference::what).containsExactly("flag a");
  }

  private void runsWith(InstanceId id, Map<String, String> flags) {
    fleet = fleet.inspected(new Inspection(id, now, Optional.empty(), Map.of(), flags));
  }

  @Test
  void countsOfReplicasThatDifferByLittleAreAlike() {
    var one = Healthy.since(LIFE).with(HEAD_SERIES, 1000);
    var other = Healthy.since(LIFE).with(HEAD_SERIES, 1050);
    reads(one, other);
    reads(one.unready(), other.goesOn());

    assertThat(of(BROKEN)).isEmpty();
  }

  private List<Difference> of(InstanceId id) {
    var site = requireNonNull(fleet.sites().get(Patient.GROUP.site()));
    var group = site.group(Patient.GROUP).orElseThrow();
    return Differences.of(group.instance(id).orElseThrow(), group, diagnoses);
  }

  private void inspected(InstanceId id, Map<String, String> labels) {
    var identity = new Identity(Optional.empty(), Optional.of("3.5.0"), "hash", labels);
    fleet = fleet.inspected(new Inspection(id, now, Optional.of(identity), Map.of()));
  }

  private void reads(Healthy broken, Healthy well) {
    now = now.plus(Patient.INTERVAL);
    var next =
        fleet
            .asked("gateway", false, true, now)
            .saw(List.of(look(BROKEN, broken.scrape()), look(WELL, well.scrape())))
            .at(now);
    diagnoses = diagnoses.after(fleet, next, now);
    fleet = next;
  }

  private Observation look(InstanceId id, Scrape scrape) {
    return new Observation.Answered(
        id, now, Optional.of(true), scrape.ready(), Optional.empty(), scrape);
  }

  private static Inventory inventory() {
    var instances =
        List.of(
            new ExpectedInstance(BROKEN, URI.create("http://a:9090")),
            new ExpectedInstance(WELL, URI.create("http://b:9090")));
    var site = Expected.site(Patient.GROUP, Limits.DEFAULT, instances);
    return new Inventory(Patient.INTERVAL, List.of(site));
  }
}
