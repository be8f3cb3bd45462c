package dev.deadair.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.replay.SimulatedServer.Condition;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Past;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers of every kind over weeks, looked at every 15 s and judged by the whole decision: day,
 * night and weekend, deploys, short outages and sharding page nobody, and the loss of nearly all
 * targets pages at each hour of the week.
 */
class SyntheticMonthTest {
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Instant MONDAY = Instant.parse("2026-10-05T00:00:00Z");

  /** What a server has to do; its targets come and go by the hour. */
  @SuppressWarnings("ImmutableEnumChecker") // a Workload holds values only
  private enum Kind {
    PLAIN(100, 100, 15, 0),
    EVERY_60_S(100, 100, 60, 0),
    EVERY_120_S(100, 100, 120, 0),
    TWENTY_SAMPLES_A_TARGET(60, 20, 15, 0),
    RULES(60, 20, 15, 30_000),
    SHARDED(200, 100, 15, 0);

    private final Workload workload;

    Kind(int targets, int samples, int seconds, int ruleSamples) {
      workload =
          new Workload(
              Flavour.PROMETHEUS,
              "3.5.0",
              targets,
              samples,
              Duration.ofSeconds(seconds),
              ruleSamples);
    }
  }

  private final Map<Kind, SimulatedServer> servers = new EnumMap<>(Kind.class);
  private final Map<Kind, Double> share = new EnumMap<>(Kind.class);
  private final TreeSet<String> told = new TreeSet<>();
  private final List<Fact> facts = new ArrayList<>();
  private Moment now = new Moment(MONDAY, Duration.ofDays(3), Duration.ofDays(3));
  private Random random = new Random(0);
  private State state = State.of(rules(), Past.NONE, now);
  private long step;

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(Boolean.getBoolean("deadair.full") ? 20 : 1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void thirtyDaysPageNobodyAndOnlyTheShardedServerIsSaidToHaveLess(long seed) {
    random = new Random(seed);
    for (var minute = 0; minute < Duration.ofDays(30).toMinutes(); minute++) {
      servers.keySet().forEach(this::live);
      if (minute == Duration.ofDays(20).toMinutes()) {
        share.put(Kind.SHARDED, 0.45);
        deploy(Kind.SHARDED);
      }
      minute();
    }

    assertThat(told).as("seed " + seed).noneMatch(each -> each.contains("critical"));
    assertThat(told)
        .as("seed " + seed)
        .filteredOn(each -> each.startsWith(AlertName.INGESTION_DROPPED.label()))
        .containsExactly("PrometheusIngestionDropped warning sharded");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theLossOfNearlyAllTargetsPagesAtEachHourOfTheWeek(long seed) {
    random = new Random(seed);
    run(Duration.ofDays(8));
    assertThat(told).as("seed " + seed).isEmpty();
    for (var hour = 0; hour < Duration.ofDays(7).toHours(); hour++) {
      servers.keySet().forEach(each -> share.put(each, 0.05));
      run(Duration.ofMinutes(30));
      for (var kind : servers.keySet()) {
        assertThat(told)
            .as("seed %d at %s".formatted(seed, now.wall()))
            .contains("PrometheusIngestionLost critical " + name(kind));
      }
      servers.keySet().forEach(each -> share.put(each, 1.0));
      run(Duration.ofMinutes(30));
      told.clear();
    }
  }

  private void run(Duration time) {
    for (var minute = 0; minute < time.toMinutes(); minute++) {
      minute();
    }
  }

  /** Now and then it is deployed, or is away for less than its window. */
  private void live(Kind kind) {
    var server = requireNonNull(servers.get(kind));
    if (server.condition() != Condition.RUNNING) {
      return;
    }
    if (random.nextInt(4_000) == 0) {
      deploy(kind);
    } else if (random.nextInt(8_000) == 0) {
      var condition = random.nextBoolean() ? Condition.FROZEN : Condition.KILLED;
      server.follow(away(condition, Duration.ofSeconds(20 + random.nextInt(100))));
    }
  }

  private void deploy(Kind kind) {
    var server = requireNonNull(servers.get(kind));
    server.give(server.workload().withVersion("3.5." + random.nextInt(1_000_000)));
    server.follow(Phases.restart(Duration.ofSeconds(10), Duration.ofSeconds(60)));
  }

  private static Phases away(Condition condition, Duration lasts) {
    return new Phases(
        List.of(
            new Phases.Phase(condition, lasts), new Phases.Phase(Condition.RUNNING, Duration.ZERO)),
        false);
  }

  private void minute() {
    servers.forEach(
        (kind, server) -> {
          var targets = kind.workload.targets() * seasonal() * requireNonNull(share.get(kind));
          var noise = 0.9 + 0.2 * random.nextDouble();
          server.give(
              server.workload().withTargets((int) Math.max(1, Math.round(targets * noise))));
        });
    for (var i = 0; i < 4; i++) {
      turn();
    }
  }

  private void turn() {
    now = now.plus(INTERVAL);
    facts.add(new Fact.Asked("gateway", false, true, now));
    for (var server : servers.values()) {
      server.advanceTo(now.wall());
      facts.add(new Fact.Looked(server.look(now, true)));
      if (step % 20 == 0) {
        server.inspect(now).ifPresent(each -> facts.add(new Fact.Inspected(each)));
      }
    }
    step++;
    state = state.turn(List.copyOf(facts), now).state();
    facts.clear();
    state.incidents().all().stream().filter(Incident::isOpen).forEach(this::hear);
  }

  private void hear(Incident incident) {
    var alert = incident.alert();
    if (alert.severity() == Severity.CRITICAL || alert.name() == AlertName.INGESTION_DROPPED) {
      told.add(
          "%s %s %s"
              .formatted(
                  alert.name().label(),
                  alert.severity().word(),
                  alert.site().orElseThrow().name()));
    }
  }

  /** By day all of its targets, at night half of them, and a third less at the weekend. */
  private double seasonal() {
    var utc = now.wall().atOffset(ZoneOffset.UTC);
    var hour = utc.getHour() + utc.getMinute() / 60.0;
    var day = 0.75 + 0.25 * Math.sin((hour - 9) / 24 * 2 * Math.PI);
    var weekend =
        utc.getDayOfWeek() == DayOfWeek.SATURDAY || utc.getDayOfWeek() == DayOfWeek.SUNDAY;
    return weekend ? day * 0.65 : day;
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Rules rules() {
    var sites = new ArrayList<ExpectedSite>();
    for (var kind : Kind.values()) {
      var group = new GroupId(new SiteId(name(kind)), "default");
      var id = new InstanceId(group, "prometheus");
      servers.put(kind, new SimulatedServer(id, kind.workload, MONDAY));
      share.put(kind, 1.0);
      var instance = new ExpectedInstance(id, URI.create("http://prometheus:9090"));
      sites.add(Expected.site(group, Limits.DEFAULT, instance));
    }
    return new Rules(
        new Inventory(INTERVAL, sites),
        new Routing("test", Optional.empty(), List.of(), new LinkedHashMap<>()));
  }
}
