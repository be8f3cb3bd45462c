package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.ALERTMANAGER;
import static dev.deadair.alert.Deliverer.DARK;
import static dev.deadair.alert.Deliverer.FALLBACK;
import static dev.deadair.alert.Deliverer.MINUTE;
import static dev.deadair.alert.Deliverer.PAGERDUTY;
import static dev.deadair.alert.Deliverer.ROUTES;
import static dev.deadair.alert.Deliverer.absent;
import static dev.deadair.alert.Deliverer.dark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.alert.Symptom.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Under which keys PagerDuty is told, and closed. */
class KeysTest {

  @Test
  void withoutAnythingKnownTheKeyIsOursAndWhatIsLearnedLaterIsClosedToo() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{alertname=\"x\"}", DARK);
    var learned = new DedupKey(DedupKey.sha256("{}:{alertname=\"x\"}"));
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));

    assertThat(world.to("events"))
        .extracting(Due::resolves, Due::key)
        .containsExactly(tuple(false, DARK.key()), tuple(true, DARK.key()), tuple(true, learned));
  }

  @Test
  void aKeyThatIsConfiguredIsTheOneFromTheStartWhateverTheRoutesSay() {
    var folding = new Receiver.Folding("{}/{severity=\"critical\"}", Set.of("alertname", "site"));
    var world = new Deliverer(ALERTMANAGER.withFolding(Optional.of(folding)), PAGERDUTY);
    world.alertmanagers =
        world.alertmanagers.heard(new Route("alertmanager", "am1"), ROUTES, world.now);
    world.is(DARK, Standing.REACHED);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));

    var key =
        new DedupKey(
            DedupKey.sha256(
                "{}/{severity=\"critical\"}:"
                    + "{alertname=\"PrometheusSiteAbsent\", site=\"eqsin\"}"));
    assertThat(world.to("events")).extracting(Due::key).containsExactly(key, key);
  }

  @Test
  void aKeyThatIsLearnedBeforeItIsNeededIsTheOnlyOne() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    List.of("am1", "am2").forEach(each -> world.counts(each, 7, 0));
    world.run(Duration.ofSeconds(1));
    List.of("am1", "am2").forEach(each -> world.counts(each, 8, 1));
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));

    assertThat(world.to("events"))
        .hasSize(2)
        .allMatch(each -> each.key().equals(new DedupKey(DedupKey.sha256("{}:{}"))));
  }

  @Test
  void whatAnAlertmanagerOpenedIsClosedAlthoughWeNeverToldPagerDuty() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));

    assertThat(world.to("events")).extracting(Due::reason).containsExactly(Reason.RESOLVED);
  }

  @Test
  void aKeyThatIncidentsShareIsClosedWithTheLastOfThem() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    var other = absent("ulsfo");
    world.is(DARK, Standing.REACHED);
    world.is(other, Standing.REACHED);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    world.receipt("{}:{}", other);
    var shared = new DedupKey(DedupKey.sha256("{}:{}"));
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(9));
    assertThat(world.to("events"))
        .filteredOn(Due::resolves)
        .extracting(Due::key)
        .containsExactly(DARK.key());

    world.is(other, Standing.OVER);
    world.run(MINUTE.multipliedBy(9));

    assertThat(world.to("events"))
        .filteredOn(Due::resolves)
        .extracting(Due::key)
        .contains(shared, other.key());
  }
}
