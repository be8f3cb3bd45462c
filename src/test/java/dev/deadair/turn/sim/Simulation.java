package dev.deadair.turn.sim;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Worlds of consecutive seeds, on every core, until there were enough outages.
 *
 * <p>{@code main} takes their number and the first seed, says what was broken and what led to it,
 * and ends with 1 where anything was.
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

  private Simulation(long firstSeed, long outages, int mostBroken) {
    this.next = new AtomicLong(firstSeed);
    this.outages = outages;
    this.mostBroken = mostBroken;
  }

  /** What came of the seeds from {@code firstSeed} on. */
  static Tally of(long firstSeed, long outages) {
    return new Simulation(firstSeed, outages, MOST_BROKEN).run();
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
      var tally = Episode.of(next.getAndIncrement());
      var took = Duration.ofNanos(clock.getCurrentThreadCpuTime() - began);
      all.accumulateAndGet(tally.took(took), Tally::and);
    }
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
    var tally = new Simulation(firstSeed, outages, mostBroken).run();
    tally.broken().stream()
        .findFirst()
        .ifPresent(each -> each.chronicle().forEach(System.out::println));
    tally.broken().forEach(System.out::println);
    System.out.println(tally + ", in " + Duration.ofNanos(System.nanoTime() - began));
    System.exit(tally.broken().isEmpty() ? 0 : 1);
  }
}
