package dev.deadair.app;

import dev.deadair.diagnosis.Finding;
import dev.deadair.liveness.SiteId;
import dev.deadair.store.History;
import dev.deadair.store.Sample;
import dev.deadair.store.Sample.Event;
import dev.deadair.store.Sample.Explanation;
import dev.deadair.view.InstanceView;
import dev.deadair.view.SiteView;
import dev.deadair.view.View;
import dev.deadair.view.Why;
import dev.deadair.web.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down, for people, what the board shows. It looks for a new view instead of being called,
 * on a thread of its own, so that the tick knows nothing of it and no disk holds a page up.
 */
final class Recorder implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  /** How long one explanation may stand for itself in the history. */
  private static final Duration LASTING = Duration.ofMinutes(15);

  private static final Duration DETAIL = Duration.ofMinutes(1);

  private final Board board;
  private final History history;
  private final Map<SiteId, Given> given = new HashMap<>();
  private View seen = View.BLANK;
  private Instant pointsAt = Instant.MIN;
  private boolean failing;

  Recorder(Board board, History history) {
    this.board = board;
    this.history = history;
  }

  /** Keeps what is new; a bug in it is logged once and costs a sample. */
  @Override
  public void run() {
    var view = board.view();
    if (view.seq() == seen.seq()) {
      return;
    }
    try {
      keep(view);
      failing = false;
    } catch (RuntimeException | Error e) { // whatever passes here ends the history for good
      if (!failing) {
        failing = true;
        LOG.error("history=bug", e);
      }
    }
    seen = view;
  }

  private void keep(View view) {
    var sample = new Sample(view.at(), points(view), explanations(view), events(view));
    if (!sample.isEmpty()) {
      history.keep(sample);
    }
  }

  private List<Sample.Point> points(View view) {
    var step = Math.floorDiv(view.at().toEpochMilli(), history.step().toMillis());
    var begin = Instant.ofEpochMilli(step * history.step().toMillis());
    if (begin.equals(pointsAt)) {
      return List.of();
    }
    pointsAt = begin;
    return view.sites().values().stream().flatMap(site -> Points.of(site).stream()).toList();
  }

  private List<Explanation> explanations(View view) {
    var fresh = new ArrayList<Explanation>();
    for (var site : view.sites().values()) {
      var before = given.getOrDefault(site.site(), Given.NONE);
      if (isSame(site) && before.isYoung(view.at())) {
        continue;
      }
      var text = view.why(site.site()).map(Why::encoded).orElse("");
      var lasting = before.isOver(site, view.at());
      if (lasting || (!text.equals(before.text()) && before.isOld(view.at()))) {
        fresh.add(new Explanation(site.site(), lasting, text));
        given.put(
            site.site(),
            new Given(text, condition(site), view.at(), lasting ? view.at() : before.lastingAt()));
      }
    }
    return fresh;
  }

  @SuppressWarnings("ReferenceEquality") // what has not changed is the same object
  private boolean isSame(SiteView site) {
    return seen.sites().get(site.site()) == site;
  }

  private List<Event> events(View view) {
    var events = new ArrayList<>(Quiets.between(seen, view));
    if (seen.seq() == 0) {
      return events;
    }
    for (var site : view.sites().values()) {
      var before = seen.sites().get(site.site());
      if (before != null && !isSame(site)) {
        var known = instances(before);
        instances(site)
            .forEach(
                (name, now) -> {
                  var then = known.get(name);
                  if (then != null) {
                    findings(then, now, view.at(), events);
                  }
                });
      }
    }
    return events;
  }

  private static void findings(
      InstanceView before, InstanceView after, Instant at, List<Event> into) {
    after.findings().stream()
        .filter(each -> !has(before, each))
        .forEach(
            each ->
                into.add(
                    new Event(
                        at,
                        after.instance(),
                        "finding",
                        each.code().word() + ": " + each.summary())));
    before.findings().stream()
        .filter(each -> !has(after, each))
        .forEach(each -> into.add(new Event(at, after.instance(), "gone", each.code().word())));
  }

  private static boolean has(InstanceView instance, Finding finding) {
    return instance.findings().stream().anyMatch(each -> each.code() == finding.code());
  }

  private static Map<Object, InstanceView> instances(SiteView site) {
    var instances = new HashMap<Object, InstanceView>();
    site.groups()
        .forEach(group -> group.instances().forEach(each -> instances.put(each.instance(), each)));
    return instances;
  }

  private static String condition(SiteView site) {
    return site.state().word() + site.blind().map(cause -> " " + cause.code()).orElse("");
  }

  /** The explanation that was kept last of a site. */
  private record Given(String text, String word, Instant at, Instant lastingAt) {

    static final Given NONE = new Given("", "", Instant.MIN, Instant.MIN);

    boolean isYoung(Instant now) {
      return now.isBefore(lastingAt.plus(LASTING));
    }

    boolean isOver(SiteView site, Instant now) {
      return !word.equals(condition(site)) || !isYoung(now);
    }

    boolean isOld(Instant now) {
      return !now.isBefore(at.plus(DETAIL));
    }
  }
}
