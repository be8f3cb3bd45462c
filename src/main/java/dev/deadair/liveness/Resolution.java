package dev.deadair.liveness;

import java.util.List;
import java.util.Optional;

/**
 * Where a group's service name led when it was looked up, and who answered there.
 *
 * @param failure why the name has no address; empty where it has
 * @param doors its addresses, in order; empty where it has none
 */
public record Resolution(GroupId group, Moment at, Optional<String> failure, List<Door> doors) {

  public Resolution {
    doors = List.copyOf(doors);
  }

  /**
   * One address of the name.
   *
   * @param who the instance that is expected there, by its name; empty where none is
   * @param ready whether a server answers there that serves
   * @param shows what the look there showed, in a few words
   */
  public record Door(String address, Optional<String> who, boolean ready, String shows) {}
}
