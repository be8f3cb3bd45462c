package dev.deadair.demo;

import dev.deadair.app.Daemon;
import dev.deadair.demo.PagerDutyEvent.Acknowledge;
import dev.deadair.demo.PagerDutyEvent.Resolve;
import dev.deadair.demo.PagerDutyEvent.Trigger;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A run of the demo: simulated sites, a real watcher, a receiver that prints what it gets, and the
 * story that is played to them.
 *
 * <p>Started, played and closed by one thread, which others may interrupt.
 */
public final class DemoRun implements AutoCloseable {
  private static final int BOARD_PORT = 9595;
  private static final Duration GLANCE = Duration.ofMillis(250);

  private final Screen screen;
  private final Story story;
  private final SimulatedFleet fleet;
  private final PagerDutyRecorder recorder;
  private final Daemon daemon;
  private final URI board;
  private final Deque<Runnable> endings;
  private final BlockingQueue<PagerDutyEvent> arrivals = new LinkedBlockingQueue<>();
  private final long began = System.nanoTime();

  private DemoRun(
      Screen screen,
      Story story,
      SimulatedFleet fleet,
      PagerDutyRecorder recorder,
      Daemon daemon,
      URI board,
      Deque<Runnable> endings) {
    this.screen = screen;
    this.story = story;
    this.fleet = fleet;
    this.recorder = recorder;
    this.daemon = daemon;
    this.board = board;
    this.endings = endings;
    recorder.onEvent(arrivals::add);
  }

  /**
   * Starts sites, receiver and watcher; when this returns the board is served.
   *
   * @param listenAddress where; empty for the usual port on loopback, or any if that is taken
   * @param version of ours
   * @throws IOException when it cannot start, with a message for the person who wants to see it
   */
  public static DemoRun start(
      Screen screen, Tempo tempo, Optional<InetSocketAddress> listenAddress, String version)
      throws IOException {
    var endings = new ArrayDeque<Runnable>();
    try {
      var directory = new TemporaryDirectory("deadair-demo-");
      endings.push(directory::close);
      var port = BoardPort.hold(listenAddress, BOARD_PORT);
      endings.push(port::close);
      var fleet = SimulatedFleet.start(Datacenter.ALL, tempo.replay());
      endings.push(fleet::close);
      var recorder = new PagerDutyRecorder();
      endings.push(recorder::close);
      var settings =
          DemoSettings.in(
              directory.path(), fleet.servers(), recorder.url(), tempo, port.address(), port.url());
      var daemon = Daemon.start(settings, version);
      endings.push(daemon::close);
      var story = new Story(tempo, List.copyOf(fleet.servers().keySet()));
      return new DemoRun(screen, story, fleet, recorder, daemon, port.url(), endings);
    } catch (IOException | RuntimeException e) {
      end(endings);
      throw e;
    }
  }

  /** Plays one outage and says what came of it; whether all was as it should be. */
  public boolean playOnce() throws InterruptedException {
    introduce();
    var outage = story.outage(0);
    play(outage);
    var wrong = Verdict.on(outage.site(), recorder.incidents(), recorder.refusals());
    say(
        wrong.isEmpty()
            ? outage.site() + " was paged once and resolved, and nothing else was paged."
            : String.join("\n      ", wrong));
    return wrong.isEmpty();
  }

  /** Plays one outage after the other until it is interrupted. */
  public void playOn() throws InterruptedException {
    introduce();
    for (var number = 0; true; number++) {
      play(story.outage(number));
    }
  }

  /** Stops everything and leaves nothing behind. */
  @Override
  public void close() {
    end(endings);
  }

  private void introduce() {
    var tempo = story.tempo();
    screen.say(
        """
        deadair demo: %d sites of two Prometheus servers each, simulated, over real HTTP.

          board   %s
          rules   a look every %s; a page after %s without data; resolved after %s of data
          pages   go to a stand-in for PagerDuty, and are printed here
        """
            .formatted(
                story.sites().size(),
                board,
                words(tempo.interval()),
                words(tempo.window()),
                words(tempo.clearAfter())));
  }

  private void play(Outage outage) throws InterruptedException {
    var earlier = recorder.incidents().size();
    show(outage, earlier, () -> isBefore(outage.begins()));
    say(outage.site() + ": a hole in the write-ahead logs, both servers crash at every start.");
    fleet.fail(outage.site());
    show(outage, earlier, () -> isBefore(outage.ends()));
    say(outage.site() + ": the write-ahead logs are repaired, both servers start again.");
    fleet.repair(outage.site());
    show(
        outage,
        earlier,
        () -> page(outage, earlier) != Outage.Page.RESOLVED && isBefore(outage.over()));
    tellArrivals();
  }

  /** Tells what arrives and how far it is, for as long as {@code goesOn}. */
  private void show(Outage outage, int earlier, BooleanSupplier goesOn)
      throws InterruptedException {
    while (goesOn.getAsBoolean()) {
      var next = outage.next(elapsed(), page(outage, earlier), story.tempo());
      screen.show(new Progress(elapsed(), states(), next));
      var arrival = arrivals.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
      if (arrival != null) {
        tell(arrival);
      }
    }
  }

  private void tellArrivals() {
    for (var arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
      tell(arrival);
    }
  }

  private void tell(PagerDutyEvent event) {
    switch (event) {
      case Trigger page -> screen.say(PageText.of(page));
      case Resolve resolve ->
          recorder.incidents().stream()
              .filter(each -> each.log().contains(resolve))
              .forEach(each -> screen.say(PageText.ofResolved(each, resolve.at())));
      case Acknowledge _ -> {}
    }
  }

  /** How far the page for {@code outage} is; {@code earlier} incidents belong to others. */
  private Outage.Page page(Outage outage, int earlier) {
    return recorder.incidents().stream()
        .skip(earlier)
        .filter(each -> each.opening().source().equals(outage.site()))
        .findFirst()
        .map(each -> each.isOpen() ? Outage.Page.OPEN : Outage.Page.RESOLVED)
        .orElse(Outage.Page.NONE);
  }

  private Map<String, String> states() {
    var states = new LinkedHashMap<String, String>();
    // Before the first turn nothing is shown.
    story.sites().forEach(site -> states.put(site, "unknown"));
    daemon.board().view().sites().forEach((id, site) -> states.put(id.name(), site.state().word()));
    return states;
  }

  private void say(String line) {
    screen.say(Progress.clock(elapsed()) + "  " + line);
  }

  private boolean isBefore(Duration moment) {
    return elapsed().compareTo(moment) < 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static String words(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  /** The last that was started is the first to stop, and one that fails keeps none from it. */
  private static void end(Deque<Runnable> endings) {
    if (endings.isEmpty()) {
      return;
    }
    try {
      endings.pop().run();
    } finally {
      end(endings);
    }
  }
}
