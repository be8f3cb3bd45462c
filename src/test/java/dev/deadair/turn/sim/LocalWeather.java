package dev.deadair.turn.sim;

import dev.deadair.alert.Maintenance;
import java.time.Duration;
import java.util.List;

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

  /** Looks hang and the watcher stands still now and then. */
  void hangs(Chance theirs) {
    weather.often(theirs, 1500, this::hang);
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
    var site = theirs.of(world.sites);
    var lasts = theirs.about(900);
    var untilProducing = theirs.oneIn(3);
    weather.note("%s is maintained for %d s%s", site.id, lasts, untilProducing ? " at most" : "");
    theirs
        .of(world.watchers)
        .maintain(
            new Maintenance.Wanted(
                "m" + weather.now(),
                site.id,
                Duration.ofSeconds(lasts),
                untilProducing,
                "work",
                "somebody"));
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
