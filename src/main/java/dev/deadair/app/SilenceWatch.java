package dev.deadair.app;

import dev.deadair.alert.Alert;
import dev.deadair.alert.Hush;
import dev.deadair.alert.MemberClocks;
import dev.deadair.alert.Raisable;
import dev.deadair.alert.Route;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Silence;
import dev.deadair.lint.SilencesReader;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Moment;
import dev.deadair.notify.Destination;
import dev.deadair.notify.Inquiry;
import dev.deadair.notify.Inquiry.Reply;
import dev.deadair.turn.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Alertmanagers again and again for their silences, and tells what these keep quiet of
 * ours: who looks at the board is to know beforehand that nobody would be woken.
 *
 * <p>A page that such a silence will hold is held from the start. One that was made later is seen
 * as what it does to each alert.
 */
final class SilenceWatch implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);

  private final Inventory inventory;
  private final Routing routing;
  private final Supplier<Moment> clock;
  private final List<Callable<Heard>> questions = new ArrayList<>();
  private final Consumer<Fact> sink;

  /** What each member said last: one that does not answer has not ended its silences. */
  private final Map<Route, List<Silence>> known = new LinkedHashMap<>();

  private final Map<Route, String> unread = new HashMap<>();

  /** A silence begins and ends when its member's clock says so. */
  private MemberClocks clocks = MemberClocks.NONE;

  private List<Hush> told = List.of();

  SilenceWatch(
      Inventory inventory,
      Routing routing,
      List<Destination> destinations,
      Supplier<Moment> clock,
      Consumer<Fact> sink) {
    this.inventory = inventory;
    this.routing = routing;
    this.clock = clock;
    this.sink = sink;
    for (var destination : destinations) {
      if (destination instanceof Destination.Alertmanager alertmanager) {
        var inquiry = new Inquiry(alertmanager.access());
        for (var member : alertmanager.receiver().members()) {
          questions.add(() -> ask(inquiry, alertmanager, member));
        }
      }
    }
  }

  /** What a member answered, and when. */
  private record Heard(Route route, Reply reply, Moment at) {}

  @Override
  public void run() {
    try {
      ask().forEach(this::take);
      var hushes = Hush.of(alerts(), routing, byReceiver());
      if (!hushes.equals(told)) {
        told = hushes;
        sink.accept(new Fact.Silenced(hushes));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException | Error e) { // the last question otherwise
      LOG.error("silences=unread", e); // and asked again soon
    }
  }

  /** They are many in a large fleet, and wanted only while there is a silence. */
  private List<Alert> alerts() {
    return known.values().stream().allMatch(List::isEmpty)
        ? List.of()
        : Raisable.all(inventory, routing.watcher());
  }

  /** All at once: many that hang would else keep what the others tell from being young enough. */
  private List<Heard> ask() throws InterruptedException, ExecutionException {
    var heard = new ArrayList<Heard>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(questions)) {
        heard.add(answer.get());
      }
    }
    return heard;
  }

  private Heard ask(Inquiry inquiry, Destination.Alertmanager alertmanager, String member) {
    var reply = inquiry.ask(alertmanager.url(member), "/api/v2/silences");
    return new Heard(new Route(alertmanager.receiver().name(), member), reply, clock.get());
  }

  private void take(Heard heard) {
    switch (heard.reply()) {
      case Reply.Unsaid(var why) -> note(heard.route(), why);
      case Reply.Said(var body, var date) -> {
        switch (SilencesReader.silences(body)) {
          case SilencesReader.Result.NotRead(var why) -> note(heard.route(), why);
          case SilencesReader.Result.Read(var silences) ->
              take(heard.route(), silences, date, heard.at());
        }
      }
    }
  }

  private void take(Route route, List<Silence> silences, Optional<Instant> date, Moment now) {
    clocks = clocks.heard(route, date.map(it -> Duration.between(now.wall(), it)), now);
    var ahead = clocks.ahead(route, now);
    var ours = silences.stream().map(each -> each.seenFrom(ahead)).toList();
    known.put(route, ours);
    sink.accept(new Fact.SilencesRead(route, ours, now));
    if (unread.remove(route) != null) {
      LOG.info("receiver={} member={} silences=read", route.receiver(), route.member());
    }
  }

  /** Once, until it is read again. */
  private void note(Route route, String why) {
    if (unread.putIfAbsent(route, why) == null) {
      LOG.warn(
          "receiver={} member={} silences=unread because=\"{}\"",
          route.receiver(),
          route.member(),
          why);
    }
  }

  /** Members of a cluster tell each other, so that most have the same. */
  private Map<String, List<Silence>> byReceiver() {
    var byReceiver = new LinkedHashMap<String, Map<String, Silence>>();
    known.forEach(
        (route, silences) -> {
          var those = byReceiver.computeIfAbsent(route.receiver(), _ -> new LinkedHashMap<>());
          silences.forEach(each -> those.put(each.id(), each));
        });
    var all = new LinkedHashMap<String, List<Silence>>();
    byReceiver.forEach((name, those) -> all.put(name, new ArrayList<>(those.values())));
    return all;
  }
}
