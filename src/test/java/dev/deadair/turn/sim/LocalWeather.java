package dev.deadair.turn.sim;

import dev.deadair.alert.Maintenance;
import dev.deadair.liveness.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What goes wrong, or is done by people, in worlds of some kinds alone. */
final class LocalWeather {

  private final Weather weather;
  private final Episode world;

  LocalWeather(Weather weather, Episode world) {
    this.weather = weather;
    this.world = world;
  }

  /** One group of a site goes dark now and then, by chances of its own. */
  void groups(Chance theirs) {
    weather.often(theirs, 700, this::group);
  }

  /** Somebody works on sites now and then. */
  void operators(Chance theirs) {
    weather.often(theirs, 900, this::maintenance);
  }

  /** Somebody works on groups of sites now and then. */
  void operatorsOfGroups(Chance theirs) {
    weather.often(theirs, 400, this::groupMaintenance);
  }

  /** Somebody edits the routes of Alertmanagers now and then. */
  void editors(Chance theirs, Tree tree) {
    if (theirs.oneIn(2)) {
      weather.often(
          theirs,
          3600,
          _ -> {
            weather.note("routes are edited");
            tree.edit();
          });
    }
  }

  /** No member answers for a while, now and then, though what one sent before may arrive. */
  void standstills(Chance theirs) {
    weather.often(
        theirs,
        900,
        _ -> {
          var lasts = theirs.about(300);
          weather.note("no Alertmanager answers for %d s", lasts);
          world.members.forEach(Alertmanager::freeze);
          weather.after(lasts, () -> world.members.forEach(each -> each.start(weather.now())));
        });
  }

  /** Somebody silences sites at an Alertmanager now and then. */
  void silencers(Chance theirs) {
    weather.often(theirs, 200, this::silence);
  }

  /** Looks hang and the watcher stands still now and then. */
  void hangs(Chance theirs) {
    weather.often(theirs, 1500, this::hang);
  }

  /** Servers of a site take longer to answer than a look waits that is not patient. */
  void slowness(Chance theirs) {
    weather.often(theirs, 1200, this::slow);
  }

  private void slow(Chance theirs) {
    var site = theirs.of(world.sites);
    var lasts = theirs.about(1200);
    weather.note("%s is slow for %d s", site.id, lasts);
    for (var each : site.replicas) {
      each.slows(
          Optional.of(() -> theirs.between(SimulatedProbe.TIMEOUT + 1, site.patience() - 1)));
      weather.after(lasts, () -> each.slows(Optional.empty()));
    }
  }

  /** The second pager fails now and then, and PagerDuty for longer. */
  void pagers(Chance theirs) {
    weather.often(theirs, 900, this::pager);
  }

  /** A group that has no data beside one that has some, that nobody sees, or that has none. */
  private void group(Chance theirs) {
    var site = theirs.of(world.sites);
    var window = site.window();
    var lasts = theirs.between(window / 2, 4 * window);
    var dark = theirs.of(site.parts);
    var beside = site.parts.stream().filter(each -> !each.equals(dark)).toList();
    dark.replicas.forEach(each -> weather.spoil(each, theirs.of(Weather.BAD), lasts));
    switch ((int) theirs.between(0, 3)) {
      case 0 -> {
        darken(beside, theirs, lasts);
        weather.after(
            theirs.between(1, 4L * world.interval),
            () ->
                beside.forEach(
                    each -> weather.hide(each.replicas, theirs.of(Weather.OPAQUE), lasts)));
      }
      case 1 -> weather.after(theirs.between(1, lasts), () -> darken(beside, theirs, 2 * window));
      case 2 ->
          beside.forEach(each -> weather.hide(each.replicas, theirs.of(Weather.OPAQUE), lasts));
      default -> {}
    }
  }

  private void darken(List<Part> parts, Chance theirs, long lasts) {
    parts.forEach(
        part -> part.replicas.forEach(each -> weather.spoil(each, theirs.of(Weather.BAD), lasts)));
  }

  /** A site that may go dark meanwhile, and stay so for longer than they said. */
  private void maintenance(Chance theirs) {
    maintenance(theirs, theirs.of(world.sites).id);
  }

  /** One of its groups, or one after the other; they may be all that it has. */
  private void groupMaintenance(Chance theirs) {
    var site = theirs.of(world.sites);
    var first = theirs.of(site.parts);
    maintenance(theirs, first.id);
    for (var each : site.parts) {
      if (!each.equals(first) && theirs.oneIn(3)) {
        weather.after(theirs.between(1, 300), () -> maintenance(theirs, each.id));
      }
    }
  }

  private void maintenance(Chance theirs, Subject subject) {
    var lasts = theirs.about(900);
    var untilProducing = theirs.oneIn(3);
    weather.note("%s is maintained for %d s%s", subject, lasts, untilProducing ? " at most" : "");
    theirs
        .of(world.watchers)
        .maintain(
            new Maintenance.Wanted(
                "m" + weather.now() + "-" + subject,
                subject,
                Duration.ofSeconds(lasts),
                untilProducing,
                "work",
                "somebody"));
  }

  /**
   * From now on or soon, at whichever member they reach; ended before its time now and then. Often
   * they know why: the site goes dark meanwhile, and maybe for longer than they said.
   */
  private void silence(Chance theirs) {
    if (world.members.isEmpty()) {
      return;
    }
    var member = theirs.of(world.members);
    var site = theirs.of(world.sites);
    var in = theirs.oneIn(4) ? theirs.between(1, 300) : 0;
    var lasts = theirs.about(900);
    weather.note("%s is silenced at %s in %d s for %d s", site.id, member.name, in, lasts);
    member.silence(site.id, in, lasts, weather.now());
    if (theirs.oneIn(3)) {
      weather.after(
          theirs.between(1, in + lasts),
          () -> {
            weather.note("silences of %s end at %s", site.id, member.name);
            member.expireSilences(site.id, weather.now());
          });
    }
    if (theirs.oneIn(3)) {
      var dark = theirs.between(site.window(), site.window() + 2 * lasts);
      weather.after(
          in + theirs.between(1, 300),
          () -> site.replicas.forEach(each -> weather.spoil(each, theirs.of(Weather.BAD), dark)));
    }
  }

  private void pager(Chance theirs) {
    if (theirs.oneIn(2)) {
      weather.fail(world.secondPager, "the second pager", theirs, theirs.about(120));
    } else {
      weather.fail(world.pagerDuty, "PagerDuty", theirs, theirs.about(600));
    }
  }

  private void hang(Chance theirs) {
    var watcher = theirs.of(world.watchers);
    var lasts = theirs.about(400);
    if (theirs.oneIn(2)) {
      weather.note("stands still for %d s", lasts);
      watcher.stop(weather.now() + lasts);
    } else {
      weather.note("looks hang for %d s", lasts);
      watcher.hang(true, weather.now());
      weather.after(lasts, () -> watcher.hang(false, weather.now()));
    }
  }
}
