package dev.deadair.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * What we count about ourselves: looks, pages, turns, the process. Any thread may count.
 *
 * <p>What is known of sites and instances is not counted here: see {@link ViewMetrics}.
 */
public final class Meters implements AutoCloseable {
  private final PrometheusMeterRegistry registry = registry();
  private final JvmGcMetrics garbage = new JvmGcMetrics();

  private final MeterProvider<Timer> probeDuration =
      Timer.builder("deadair.probe.duration")
          .description("How long one request of a look took, by endpoint.")
          .serviceLevelObjectives(
              millis(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000))
          .withRegistry(registry);
  private final MeterProvider<Counter> probes =
      Counter.builder("deadair.probes")
          .description("Looks that ended, by what they brought.")
          .withRegistry(registry);
  private final Timer lateness =
      Timer.builder("deadair.probe.lateness")
          .description("How much later than planned a look began.")
          .serviceLevelObjectives(millis(1, 5, 10, 50, 100, 500, 1_000, 5_000, 15_000))
          .register(registry);
  private final MeterProvider<Counter> pages =
      Counter.builder("deadair.pages")
          .description(
              "Attempts to deliver, by receiver, why they were made and what came of them.")
          .withRegistry(registry);
  private final MeterProvider<Counter> pings =
      Counter.builder("deadair.heartbeat.pings")
          .description("Pings of the dead man's switch, by what came of them.")
          .withRegistry(registry);
  private final AtomicLong ticked = new AtomicLong(System.nanoTime());
  private final AtomicLong lag = new AtomicLong();
  private final Timer ticks =
      Timer.builder("deadair.tick.duration")
          .description("How long a turn took, commit included.")
          .serviceLevelObjectives(millis(1, 5, 10, 50, 100, 500, 1_000, 2_000, 5_000))
          .register(registry);

  /**
   * @param version ours, as shown by {@code deadair_build_info}
   */
  public Meters(String version) {
    Gauge.builder("deadair.build.info", () -> 1)
        .description("Always 1; the version is a label.")
        .tag("version", version)
        .register(registry);
    var loaded = System.currentTimeMillis() / 1000.0;
    Gauge.builder("deadair.config.last.reload.successful", () -> 1)
        .description("Whether the configuration was understood when it was last read (0 or 1).")
        .register(registry);
    Gauge.builder("deadair.config.last.reload.success.timestamp", () -> loaded)
        .description("When the configuration in force was read, which is at the start.")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("deadair.tick.age", () -> tickAge().toNanos() / 1e9)
        .description("How long ago the last turn ended.")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("deadair.event.loop.lag", () -> lag.get() / 1e9)
        .description("How late the event loop of the looks was when it was last asked.")
        .baseUnit("seconds")
        .register(registry);
    garbage.bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    FunctionCounter.builder("process.cpu", ProcessHandle.current(), Meters::cpuSeconds)
        .description("Processor time of the process, as every Prometheus client names it.")
        .baseUnit("seconds")
        .register(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** One request of a look ended after {@code took}; {@code endpoint} is its path. */
  public void requested(String endpoint, Duration took) {
    probeDuration.withTag("endpoint", endpoint).record(took);
  }

  /** A look ended; {@code outcome} is a lower-case word or two of a fixed set. */
  public void looked(String outcome) {
    probes.withTag("outcome", outcome).increment();
  }

  /** A look began {@code lateness} after the instant it was planned for. */
  public void began(Duration lateness) {
    this.lateness.record(lateness);
  }

  /** An attempt to deliver ended; the words are those of {@code Reason} and {@code Outcome}. */
  public void paged(String receiver, String reason, String outcome) {
    pages.withTags(Tags.of("receiver", receiver, "reason", reason, "outcome", outcome)).increment();
  }

  /** A ping of the dead man's switch ended, or was withheld. */
  public void pinged(String outcome) {
    pings.withTag("outcome", outcome).increment();
  }

  /** The event loop of the looks came {@code late} to what it should have done. */
  public void looped(Duration late) {
    lag.set(late.toNanos());
  }

  /** How long ago the last turn ended well; before the first, how long we run. */
  public Duration tickAge() {
    return Duration.ofNanos(System.nanoTime() - ticked.get());
  }

  /** A turn ended well. */
  public void turned() {
    ticked.set(System.nanoTime());
  }

  /** A turn ended after {@code took}. */
  public void ticked(Duration took) {
    ticks.record(took);
  }

  /** Stops listening to the collector of garbage; what was counted stays readable. */
  @Override
  public void close() {
    garbage.close();
  }

  /** Everything counted so far, in the format of that content type. */
  String exposition(String contentType) {
    return registry.scrape(contentType);
  }

  private static PrometheusMeterRegistry registry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // It counts nanoseconds; ours are seconds. The machine's own numbers are node_exporter's.
    registry
        .config()
        .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
        .meterFilter(MeterFilter.denyNameStartsWith("system."));
    return registry;
  }

  private static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
  }

  private static Duration[] millis(long... bounds) {
    return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
