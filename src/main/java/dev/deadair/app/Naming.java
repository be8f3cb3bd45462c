package dev.deadair.app;

import dev.deadair.discovery.Found;
import dev.deadair.discovery.ServiceNames;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Resolution;
import dev.deadair.probe.Doors;
import dev.deadair.probe.Target;
import dev.deadair.turn.Fact;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** From where a service name leads to who answers there. */
final class Naming {

  private final Doors doors;
  private final BiFunction<GroupId, Found.Place, Target> targets;
  private final Supplier<Moment> clock;
  private final Consumer<Fact> inbox;

  /**
   * @param targets how a look reaches a place of a group
   */
  Naming(
      Doors doors,
      BiFunction<GroupId, Found.Place, Target> targets,
      Supplier<Moment> clock,
      Consumer<Fact> inbox) {
    this.doors = doors;
    this.targets = targets;
    this.clock = clock;
    this.inbox = inbox;
  }

  /** Takes what {@link ServiceNames} found. */
  void found(Found found) {
    var group = found.group();
    if (found.failure().isPresent()) {
      tell(new Resolution(group, clock.get(), found.failure(), List.of()));
      return;
    }
    doors.look(
        found.places().stream().map(place -> targets.apply(group, place)).toList(),
        seen -> tell(resolution(group, found.places(), seen)));
  }

  private void tell(Resolution resolution) {
    inbox.accept(new Fact.Resolved(resolution));
  }

  private Resolution resolution(GroupId group, List<Found.Place> places, List<Observation> seen) {
    return new Resolution(
        group,
        clock.get(),
        Optional.empty(),
        IntStream.range(0, places.size()).mapToObj(i -> door(places.get(i), seen.get(i))).toList());
  }

  private static Resolution.Door door(Found.Place place, Observation seen) {
    var ready = seen instanceof Observation.Answered answered && answered.isReady();
    return new Resolution.Door(
        place.address(), place.expected().map(InstanceId::name), ready, words(seen));
  }

  private static String words(Observation seen) {
    return switch (seen) {
      case Observation.Answered answered -> answered.isReady() ? "ready" : "answers, not ready";
      case Observation.Refused refused -> refused.failure().words();
      case Observation.Opaque opaque -> opaque.why();
      case Observation.NotLooked notLooked -> "not looked at: " + notLooked.cause().code();
    };
  }

  /** Whether any group has a name to look up. */
  static boolean isWanted(Inventory inventory) {
    return inventory.sites().stream()
        .flatMap(site -> site.groups().stream())
        .anyMatch(group -> group.serviceName().isPresent());
  }
}
