package dev.deadair.liveness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The name by which people and other systems reach a group: where it leads, since when, and whether
 * anybody ever served there.
 *
 * @param failure why it has no address at the moment; the places are then those it had last
 * @param places in the order of addresses; empty before it was first resolved
 * @param moved its latest move; empty while it was not seen to move
 */
public record ServiceName(
    String name, Optional<Failure> failure, List<Place> places, Optional<Move> moved) {

  public ServiceName {
    places = List.copyOf(places);
  }

  /**
   * An address that the name has.
   *
   * @param who the instance that is expected there, or the address itself
   * @param since when the name was first seen to have it
   * @param lastReady when a server that serves last answered there; empty while none did
   * @param shows what the latest look there showed
   */
  public record Place(
      String address, String who, Instant since, Optional<Instant> lastReady, String shows) {}

  /** Other addresses than at the look before. */
  public record Move(Instant at, List<String> from) {
    public Move {
      from = List.copyOf(from);
    }
  }

  /** Since when the name has no address, and why. */
  public record Failure(Instant since, String why) {}

  static ServiceName unresolved(String name) {
    return new ServiceName(name, Optional.empty(), List.of(), Optional.empty());
  }

  /** This name after it was looked up once more. */
  ServiceName after(Resolution resolution) {
    var at = resolution.at().wall();
    if (resolution.failure().isPresent()) {
      var since = failure.map(Failure::since).orElse(at);
      var why = new Failure(since, resolution.failure().get());
      return new ServiceName(name, Optional.of(why), places, moved);
    }
    var now = resolution.doors().stream().map(door -> place(door, at)).toList();
    var isMove = !places.isEmpty() && !addresses(now).equals(addresses(places));
    var move = isMove ? Optional.of(new Move(at, who())) : moved;
    return new ServiceName(name, Optional.empty(), now, move);
  }

  /** Whether it leads where it did in {@code before}, by the same move. */
  public boolean isAs(ServiceName before) {
    return addresses(places).equals(addresses(before.places)) && moved.equals(before.moved);
  }

  /** Who is where it leads. */
  public List<String> who() {
    return places.stream().map(Place::who).distinct().toList();
  }

  private Place place(Resolution.Door door, Instant at) {
    var before = places.stream().filter(each -> each.address().equals(door.address())).findFirst();
    return new Place(
        door.address(),
        door.who().orElse(door.address()),
        before.map(Place::since).orElse(at),
        door.ready() ? Optional.of(at) : before.flatMap(Place::lastReady),
        door.shows());
  }

  private static List<String> addresses(List<Place> places) {
    return places.stream().map(Place::address).sorted().toList();
  }

  /** Where it leads, for people: {@code prometheus5001 and prometheus5002}. */
  public String leads() {
    return who().stream().collect(Collectors.joining(" and "));
  }
}
