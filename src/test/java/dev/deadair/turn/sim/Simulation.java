package dev.deadair.turn.sim;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Worlds of consecutive seeds, on every core, until there were enough outages.
 *
 * <p>{@code main} takes their number and the first seed, and then how many failures are enough and
 * which of the kinds of worlds it shall be, says what was broken and what led to it, and ends with
 * 1 where anything was.
 */
final class Simulation {

  /** More than these tell no more. */
  private static final int MOST_BROKEN = 20;

  /** Ten faults for each outage that lasts its window, and some for those that do not. */
  private static final long FAULTS_OF_AN_OUTAGE = 15;

  private final AtomicLong next;
  private final long outages;
  private final AtomicReference<Tally> all = new AtomicReference<>(Tally.NOTHING);

  private final int mostBroken;

  /** The kinds of worlds that are simulated; empty where all are. */
  private final Set<Integer> kinds;

  private Simulation(long firstSeed, long outages, int mostBroken, Set<Integer> kinds) {
    this.kinds = kinds;
    this.next = new AtomicLong(firstSeed);
    this.outages = outages;
    this.mostBroken = mostBroken;
  }

  /** What came of the seeds from {@code firstSeed} on. */
  static Tally of(long firstSeed, long outages) {
    return new Simulation(firstSeed, outages, MOST_BROKEN, Set.of()).run();
  }

  private Tally run() {
    var cores = Runtime.getRuntime().availableProcessors();
    try (var workers = Executors.newFixedThreadPool(cores)) {
      var running = new ArrayList<Future<?>>();
      for (var i = 0; i < cores; i++) {
        running.add(workers.submit(this::work));
      }
      for (var each : running) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return all.get();
  }

  private void work() {
    var clock = ManagementFactory.getThreadMXBean();
    while (!isEnough(all.get())) {
      var began = clock.getCurrentThreadCpuTime();
      var tally = Episode.of(seed());
      var took = Duration.ofNanos(clock.getCurrentThreadCpuTime() - began);
      all.accumulateAndGet(tally.took(took), Tally::and);
    }
  }

  private long seed() {
    var seed = next.getAndIncrement();
    while (!kinds.isEmpty() && !kinds.contains(Episode.kind(seed))) {
      seed = next.getAndIncrement();
    }
    return seed;
  }

  private boolean isEnough(Tally tally) {
    return tally.broken().size() >= mostBroken
        || (tally.outages() + tally.dips() >= outages
            && tally.faults() >= FAULTS_OF_AN_OUTAGE * outages);
  }

  public static void main(String... args) {
    var outages = Long.parseLong(args[0]);
    var firstSeed = args.length > 1 ? Long.parseLong(args[1]) : 0;
    var began = System.nanoTime();
    var mostBroken = args.length > 2 ? Integer.parseInt(args[2]) : MOST_BROKEN;
    var kinds =
        Stream.of(args).skip(3).map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
    var tally = new Simulation(firstSeed, outages, mostBroken, kinds).run();
    tally.broken().stream()
        .findFirst()
        .ifPresent(each -> each.chronicle().forEach(System.out::println));
    tally.broken().forEach(System.out::println);
    System.out.println(tally + ", in " + Duration.ofNanos(System.nanoTime() - began));
    System.exit(tally.broken().isEmpty() ? 0 : 1);
  }
}
