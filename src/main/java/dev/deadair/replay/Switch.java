package dev.deadair.replay;

import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import java.util.List;
import java.util.Optional;

/** Which servers answer at an address that is not theirs alone: one look each, in turn. */
final class Switch {

  private final InstanceId address;
  private final List<SimulatedServer> servers;
  private int looks;

  Switch(InstanceId address, List<SimulatedServer> servers) {
    this.address = address;
    this.servers = List.copyOf(servers);
  }

  Observation look(Moment at) {
    var seen = servers.get(looks++ % servers.size()).shown(at);
    return switch (seen) {
      case Observation.Answered(var _, var when, var healthy, var ready, var replay, var scrape) ->
          new Observation.Answered(address, when, healthy, ready, replay, scrape);
      case Observation.Refused refused ->
          new Observation.Refused(address, refused.at(), refused.failure());
      case Observation.Opaque(var _, var when, var cause, var why) ->
          new Observation.Opaque(address, when, cause, why);
      case Observation.NotLooked(var _, var when, var cause) ->
          new Observation.NotLooked(address, when, cause);
    };
  }

  /** It is asked over the connection of the look before. */
  Optional<Inspection> inspect(Moment at) {
    var asked = servers.get(Math.max(0, looks - 1) % servers.size());
    return Optional.of(asked.described(at))
        .map(
            told ->
                new Inspection(address, told.at(), told.identity(), told.jobsDown(), told.flags()));
  }
}
