package dev.deadair.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordingTest {
  private static final Instant SINCE = Instant.parse("2023-05-05T00:00:00Z");
  private static final Moment NOW = new Moment(SINCE, Duration.ZERO, Duration.ZERO);

  @Test
  void aPageLinksToItsSiteOnTheBoard() {
    assertThat(board("ulsfo")).contains(URI.create("https://deadair.example/ops/#/sites/ulsfo"));
  }

  /** Whatever is in the name: a page that cannot be worded is a page that nobody gets. */
  @Test
  void anyNameCanBeLinkedTo() {
    assertThat(board("r\u00f6ck <1> %\"#"))
        .contains(
            URI.create("https://deadair.example/ops/#/sites/r%C3%B6ck%20%3C1%3E%20%25%22%23"));
  }

  private static Optional<URI> board(String site) {
    var symptom =
        new Symptom(
            new Alert(AlertName.SITE_ABSENT, new SiteId(site)),
            Symptom.Standing.REACHED,
            Optional.of(SINCE),
            Optional.empty(),
            Limits.DEFAULT);
    var inventory = new Inventory(Duration.ofSeconds(15), List.of());
    var externalUrl = Optional.of(URI.create("https://deadair.example/ops/"));
    var routing = new Routing("watcher", externalUrl, List.of(), Map.of());
    var fleet = Fleet.of(inventory, Memory.NONE, NOW);
    return new Wording(fleet, Diagnoses.NONE, routing, Openings.NONE, NOW)
        .page(Incident.open(symptom, List.of(DedupKey.of(symptom.alert().labels())), NOW))
        .board();
  }
}
