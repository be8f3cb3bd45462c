package dev.deadair.discovery;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where a service name leads.
 *
 * @param failure why it has no address; empty where it has
 */
public record Found(GroupId group, Optional<String> failure, List<Place> places) {

  public Found {
    places = List.copyOf(places);
  }

  /**
   * One of its addresses.
   *
   * @param door what answers there, as a URL
   * @param expected the instance that the inventory has there
   */
  public record Place(String address, URI door, Optional<InstanceId> expected) {}
}
