package dev.deadair.store;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** The oddest values that types allow, drawn at random. */
final class OddValues {
  private static final List<String> TEXTS =
      List.of(
          "plain",
          " ",
          "\0",
          "nul\0in",
          "\n",
          "\r\n",
          "\\n",
          "\\",
          "'",
          "\"; --",
          "%_?",
          "☃",
          "🛰",
          "\u202e rtl",
          "\t",
          "1.0 2.0 three",
          "a=b,c",
          "NULL",
          "x".repeat(5000));
  private static final List<Instant> INSTANTS =
      List.of(
          Instant.MIN,
          Instant.MAX,
          Instant.EPOCH,
          Instant.EPOCH.minusNanos(1),
          Instant.ofEpochMilli(Long.MAX_VALUE),
          Instant.ofEpochMilli(Long.MIN_VALUE),
          Turns.NOW.wall(),
          Turns.NOW.wall().plusNanos(1));
  private static final List<Duration> DURATIONS =
      List.of(
          Duration.ZERO,
          Duration.ofNanos(1),
          Duration.ofMillis(-500),
          Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
          Duration.ofSeconds(Long.MIN_VALUE),
          Duration.ofSeconds(15));
  private static final List<Double> COUNTERS =
      List.of(
          0.0,
          0.1,
          1.0,
          9007199254740991.0,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          Double.POSITIVE_INFINITY);
  private static final List<Double> NUMBERS =
      List.of(-0.0, Double.NaN, Double.NEGATIVE_INFINITY, -1.5, 1e-300, 42.0);

  private final Random random;

  OddValues(Random random) {
    this.random = random;
  }

  Subject subject() {
    return one(List.<Supplier<Subject>>of(this::site, this::group, this::instance)).get();
  }

  SiteId site() {
    return new SiteId("s" + text());
  }

  GroupId group() {
    return new GroupId(site(), "g" + text());
  }

  InstanceId instance() {
    return new InstanceId(group(), "i" + text());
  }

  String text() {
    return one(TEXTS);
  }

  Instant instant() {
    return one(INSTANTS);
  }

  Moment moment() {
    return Turns.NOW.at(instant());
  }

  Duration duration() {
    return one(DURATIONS);
  }

  /** What a counter may show. */
  double counter() {
    return one(COUNTERS);
  }

  /** What a gauge may show. */
  double number() {
    return one(NUMBERS);
  }

  <T> Optional<T> maybe(Supplier<T> some) {
    return random.nextBoolean() ? Optional.of(some.get()) : Optional.empty();
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  <T> T one(T[] of) {
    return one(List.of(of));
  }
}
