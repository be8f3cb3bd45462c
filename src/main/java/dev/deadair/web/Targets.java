package dev.deadair.web;

import dev.deadair.liveness.Subject;
import dev.deadair.view.View;
import java.util.ArrayList;
import java.util.List;

/** What an operator means by a name: a site, a group, an instance. */
final class Targets {

  private Targets() {}

  /**
   * The part of the fleet that {@code target} names: {@code SITE}, {@code SITE/GROUP}, {@code
   * SITE/GROUP/INSTANCE}, or an instance's name alone where there is one of it.
   *
   * @throws IllegalArgumentException where there is none, or more than one, worded to be shown
   */
  static Subject find(View view, String target) {
    var bare = new ArrayList<Subject>();
    for (var site : view.sites().values()) {
      if (site.site().toString().equals(target)) {
        return site.site();
      }
      for (var group : site.groups()) {
        if (group.group().toString().equals(target)) {
          return group.group();
        }
        for (var each : group.instances()) {
          if (each.instance().toString().equals(target)) {
            return each.instance();
          }
          if (each.instance().name().equals(target)) {
            bare.add(each.instance());
          }
        }
      }
    }
    return one(bare, target);
  }

  private static Subject one(List<Subject> bare, String target) {
    if (bare.isEmpty()) {
      throw new IllegalArgumentException("no site, group or instance is named \"" + target + "\"");
    }
    if (bare.size() > 1) {
      throw new IllegalArgumentException(
          "\"" + target + "\" is more than one: " + bare + "; name its site and group");
    }
    return bare.getFirst();
  }
}
