package dev.deadair.app;

import dev.deadair.store.Sample.Point;
import dev.deadair.view.GroupView;
import dev.deadair.view.InstanceView;
import dev.deadair.view.SiteView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the curves keep of a site: as it is shown, in a few numbers. */
final class Points {

  private static final String PRODUCING = "producing";

  private Points() {}

  /** Of {@code site}, its groups and their instances. */
  static List<Point> of(SiteView site) {
    var sighted = site.blind().isEmpty();
    var points = new ArrayList<Point>();
    points.add(
        new Point(
            site.site(),
            site.state().word(),
            covered(site.state().word(), sighted),
            rate(site.state().word(), sum(site.groups().stream().map(Points::rate).toList())),
            sum(site.groups().stream().map(GroupView::usualRate).toList())));
    for (var group : site.groups()) {
      var word = group.state().word();
      points.add(
          new Point(group.group(), word, covered(word, sighted), rate(group), group.usualRate()));
      group.instances().forEach(each -> points.add(of(each, sighted)));
    }
    return points;
  }

  private static Point of(InstanceView instance, boolean sighted) {
    return new Point(
        instance.instance(),
        instance.state(),
        covered(instance.state(), sighted),
        rate(instance.state(), instance.ingestionRate()),
        Optional.empty());
  }

  private static Optional<Double> rate(GroupView group) {
    return rate(group.state().word(), group.usefulRate());
  }

  /** What has no data has none per second, however little is known of it otherwise. */
  private static Optional<Double> rate(String state, Optional<Double> known) {
    return switch (state) {
      case PRODUCING -> known.map(rate -> Math.max(0, rate));
      case "unknown" -> Optional.empty();
      default -> Optional.of(0.0);
    };
  }

  private static Optional<Double> covered(String state, boolean sighted) {
    return sighted && !state.equals("unknown")
        ? Optional.of(state.equals(PRODUCING) ? 1.0 : 0.0)
        : Optional.empty();
  }

  /** Of all; empty where one is not known. */
  private static Optional<Double> sum(Collection<Optional<Double>> values) {
    return values.stream().allMatch(Optional::isPresent)
        ? Optional.of(values.stream().mapToDouble(value -> value.orElse(0.0)).sum())
        : Optional.empty();
  }
}
