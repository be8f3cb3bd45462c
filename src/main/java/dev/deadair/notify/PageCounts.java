package dev.deadair.notify;

import dev.deadair.alert.Reason;
import dev.deadair.alert.Report;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/**
 * How many attempts to deliver there were: {@code deadair_pages_total{receiver,reason,outcome}}.
 *
 * <p>Every series of a receiver is there from the start, so that a rate sees the first failure.
 * Safe for any thread.
 */
public final class PageCounts {

  private static final List<String> OUTCOMES = List.of("accepted", "rejected", "failed");

  private final Map<Series, LongAdder> counts = new ConcurrentHashMap<>();

  PageCounts() {}

  /** One series, by the values of its labels. */
  public record Series(String receiver, String reason, String outcome) {}

  /** Shows every series and its count. */
  public void forEach(ObjLongConsumer<Series> reader) {
    counts.forEach((series, count) -> reader.accept(series, count.sum()));
  }

  void add(String receiver) {
    for (var reason : Reason.values()) {
      for (var outcome : OUTCOMES) {
        counts.put(new Series(receiver, reason.word(), outcome), new LongAdder());
      }
    }
  }

  void count(Report report) {
    var series =
        new Series(report.route().receiver(), report.reason().word(), report.outcome().word());
    counts.computeIfAbsent(series, _ -> new LongAdder()).increment();
  }
}
