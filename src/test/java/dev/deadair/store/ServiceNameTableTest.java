package dev.deadair.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.ServiceName;
import dev.deadair.liveness.ServiceName.Move;
import dev.deadair.liveness.ServiceName.Place;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Changes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNameTableTest {

  private static final GroupId GROUP = new GroupId(new SiteId("eqsin"), "ops");
  private static final Instant THEN = Instant.parse("2023-05-05T00:00:00.000000123Z");

  @TempDir private Path folder;

  @Test
  void whereANameLedAndHowItCameThereIsHeldAndThenWhereItLeadsNow() throws Exception {
    var old =
        new Place("10.0.0.1", "prometheus5001", THEN, Optional.of(THEN.plusSeconds(9)), "ready\t1");
    var fresh = new Place("10.0.0.2", "10.0.0.2", THEN, Optional.empty(), "not ready");
    var before = name(List.of(old, fresh), Optional.empty());
    var after =
        name(List.of(fresh), Optional.of(new Move(THEN, List.of("prometheus5001", "a\tb"))));

    write(1, before); // into a journal that is empty all of the state is written, which has none
    write(2, before);
    assertThat(read()).isEqualTo(before);
    write(3, after);

    assertThat(read()).isEqualTo(after);
  }

  private static ServiceName name(List<Place> places, Optional<Move> moved) {
    return new ServiceName("prometheus.svc.eqsin", Optional.empty(), places, moved);
  }

  private void write(long seq, ServiceName name) throws Exception {
    var memory = new Memory(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(GROUP, name));
    try (var store = SqliteStore.open(folder, InstantSource.system())) {
      store.load(Turns.NOW);
      store.write(Turns.state(seq), new Changes(List.of(), List.of(), List.of(), memory));
    }
  }

  private ServiceName read() throws Exception {
    try (var store = SqliteStore.open(folder, InstantSource.system())) {
      return requireNonNull(store.load(Turns.NOW).past().memory().names().get(GROUP));
    }
  }
}
