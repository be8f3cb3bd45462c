package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteState;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded random lives of a site, with the rules restated independently of the code. */
class SiteMachinePropertyTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Limits LIMITS =
      Limits.of(WINDOW, Duration.ofMinutes(2), Duration.ofMinutes(2));
  private static final int SEEDS = Boolean.getBoolean("deadair.full") ? 1000 : 60;

  private static final List<Condition> CONDITIONS =
      List.of(
          Condition.RUNNING,
          Condition.KILLED,
          Condition.FROZEN,
          Condition.STARVED,
          Condition.REPLAYING,
          Condition.CUT_OFF);

  /** What one look, one scrape and one turn may hide of the truth. */
  private static final Duration HIDDEN = World.INTERVAL.multipliedBy(3).plusSeconds(2);

  @Test
  void holdsOnRandomStreams() {
    for (var seed = 0; seed < SEEDS; seed++) {
      holdsFor(seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 23, 758, 823})
  void heldOnTheSeedsThatOnceFailed(long seed) {
    holdsFor(seed);
  }

  private static void holdsFor(long seed) {
    var random = new Random(seed);
    var scrape = Duration.ofSeconds(random.nextInt(4) * 20L + 15);
    var world = new World(LIMITS, scrape, 1 + random.nextInt(40), 20, "dc/ops/a", "dc/ops/b");
    var life = new Truth(world, random);
    try {
      for (var second = 0; second < Duration.ofHours(2).toSeconds(); second++) {
        life.step();
      }
    } catch (AssertionError e) {
      fail("seed " + seed + " after " + Duration.between(World.START, world.now().wall()), e);
    }
  }

  /** The truth about the site, kept beside the judgement, and the rules that tie them. */
  private static final class Truth {

    private final World world;
    private final Random random;
    private Instant sightedSince = World.START;
    private Instant steadySince = World.START;

    /** Second by second over the coverage span, whether there was no data. */
    private final Deque<Boolean> dark = new ArrayDeque<>();

    /** The same as far as it can be known: data that was never shown is none. */
    private final Deque<Boolean> unseen = new ArrayDeque<>();

    private Instant writtenOff = World.START;

    /** Counters that grew while a living server was not heard: there was data, who knows when. */
    private Instant heardAgain = World.START;

    Truth(World world, Random random) {
      this.world = world;
      this.random = random;
    }

    void step() {
      var before = site();
      disturb();
      world.second();
      var after = site();
      blindChangesNothing(before, after);
      note(before, after);
      absentMeansAWholeWindowWithoutData(before, after);
      flappingMeansTooLittleData(before, after);
      aWindowWithoutDataMeansAbsent(after);
      tooLittleDataMeansAbsent(after);
      dataMeansProducing(after);
    }

    private void disturb() {
      var now = world.now().wall();
      if (random.nextInt(240) == 0) {
        var server = random.nextBoolean() ? "dc/ops/a" : "dc/ops/b";
        heardAgain = isUnheard(world.server(server)) ? now : heardAgain;
        world.become(server, CONDITIONS.get(random.nextInt(CONDITIONS.size())));
        steadySince = now;
      }
      if (random.nextInt(900) == 0) {
        world.blind(!world.isBlind());
      }
      if (random.nextInt(1800) == 0) {
        var away = random.nextInt(400);
        world.restart(Duration.ofSeconds(away));
        unseen.addAll(Collections.nCopies(away, true));
        sightedSince = world.now().wall();
        steadySince = world.now().wall();
      }
      sightedSince = world.isBlind() ? world.now().wall() : sightedSince;
    }

    private void blindChangesNothing(Site before, Site after) {
      if (after.judgement().blind().isPresent()) {
        assertThat(after.judgement().state()).isEqualTo(before.judgement().state());
      }
    }

    private void absentMeansAWholeWindowWithoutData(Site before, Site after) {
      if (became(before, after) && !isFlapping(after)) {
        var horizon = world.now().wall().minus(WINDOW);
        after
            .lastData()
            .map(Moment::wall)
            .ifPresent(last -> assertThat(last).isBeforeOrEqualTo(horizon));
        if (sightedSince.isBefore(horizon)) {
          assertThat(lastVisibleData()).isBeforeOrEqualTo(horizon.plus(HIDDEN));
        }
      }
    }

    /** Keeps the truth on coverage: which seconds of the span had no data. */
    private void note(Site before, Site after) {
      var horizon = world.now().wall().minus(cover());
      dark.addLast(lastDataOfAny().isBefore(horizon));
      unseen.addLast(lastVisibleData().isBefore(horizon));
      while (dark.size() > LIMITS.span().toSeconds()) {
        dark.removeFirst();
      }
      while (unseen.size() > LIMITS.span().toSeconds()) {
        unseen.removeFirst();
      }
      if (before.judgement().absence().isPresent() && after.judgement().absence().isEmpty()) {
        writtenOff = world.now().wall();
      }
    }

    private void flappingMeansTooLittleData(Site before, Site after) {
      if (became(before, after) && isFlapping(after)) {
        var most = LIMITS.span().dividedBy(2);
        assertThat(seconds(unseen) + slack(after)).isGreaterThan(most.toSeconds());
      }
    }

    private void tooLittleDataMeansAbsent(Site after) {
      var now = world.now().wall();
      var horizon = now.minus(LIMITS.span()).minus(cover());
      var settled = now.minus(HIDDEN).minus(cover());
      if (sightedSince.isBefore(horizon)
          && heardAgain.isBefore(horizon)
          && writtenOff.isBefore(horizon)
          && lastDataOfAny().isBefore(settled)
          && seconds(dark) > LIMITS.span().dividedBy(2).toSeconds() + HIDDEN.toSeconds()) {
        assertThat(after.judgement().state()).isInstanceOf(SiteState.Absent.class);
      }
    }

    private static long seconds(Deque<Boolean> noted) {
      return noted.stream().filter(each -> each).count();
    }

    /** What each stretch without data may hide: it begins with the last sample. */
    private long slack(Site site) {
      var stretches = site.judgement().dark().all().size();
      return stretches * HIDDEN.plus(cover()).plus(cover()).toSeconds();
    }

    private static boolean became(Site before, Site after) {
      return after.judgement().state() instanceof SiteState.Absent
          && !(before.judgement().state() instanceof SiteState.Absent);
    }

    private static boolean isFlapping(Site site) {
      return site.judgement().absence().filter(SiteState.Why.FLAPPING::equals).isPresent();
    }

    private void aWindowWithoutDataMeansAbsent(Site after) {
      var horizon = world.now().wall().minus(WINDOW).minus(HIDDEN).minus(cover());
      if (sightedSince.isBefore(horizon)
          && lastDataOfAny().isBefore(horizon)
          && heardAgain.isBefore(horizon)) {
        assertThat(after.judgement().state()).isInstanceOf(SiteState.Absent.class);
      }
    }

    private void dataMeansProducing(Site after) {
      var now = world.now().wall();
      var settled = now.minus(HIDDEN).minus(cover());
      var runs =
          world.servers.values().stream().anyMatch(each -> each.condition() == Condition.RUNNING);
      if (runs && steadySince.isBefore(settled) && sightedSince.isBefore(settled)) {
        assertThat(after.judgement().state()).isInstanceOf(SiteState.Producing.class);
      }
    }

    private static boolean isUnheard(Witness server) {
      return server.condition() == Condition.CUT_OFF || server.condition() == Condition.FROZEN;
    }

    private Duration cover() {
      return world.servers.values().iterator().next().scrapeInterval().multipliedBy(2);
    }

    private Instant lastVisibleData() {
      return world.servers.values().stream()
          .flatMap(each -> each.lastShown().stream())
          .max(Instant::compareTo)
          .orElse(Instant.MIN);
    }

    private Instant lastDataOfAny() {
      return world.servers.values().stream()
          .flatMap(each -> each.lastUseful().stream())
          .max(Instant::compareTo)
          .orElse(World.START);
    }

    private Site site() {
      return world.site("dc");
    }
  }
}
