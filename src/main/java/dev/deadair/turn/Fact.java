package dev.deadair.turn;

import dev.deadair.alert.Holding;
import dev.deadair.alert.Hush;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Receipt;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.alert.RouteReview;
import dev.deadair.alert.Routes;
import dev.deadair.alert.Silence;
import dev.deadair.alert.Tally;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Resolution;
import java.util.List;

/** Everything that enters a turn. A new kind of input is a new record and a new case. */
public sealed interface Fact {

  /** A look at an instance ended. */
  record Looked(Observation observation) implements Fact {}

  /**
   * A control was asked whether we can see at all.
   *
   * @param onLoopback it is on this machine, and so vouches only for what is here too
   */
  record Asked(String control, boolean onLoopback, boolean answered, Moment at) implements Fact {}

  /** A slow look at an instance ended. */
  record Inspected(Inspection inspection) implements Fact {}

  /** An Alertmanager member said how it routes. */
  record RouteProved(Route route, Routes routes, Moment at) implements Fact {}

  /** The service name of a group was looked up, and its addresses were looked at. */
  record Resolved(Resolution resolution) implements Fact {}

  /** The log of an instance told something. */
  record LogLine(InstanceId instance, Moment at, String line) implements Fact {}

  /** The ways of our alerts through the Alertmanagers were ruled on. */
  record RoutesReviewed(RouteReview review) implements Fact {}

  /**
   * The silences of the Alertmanagers, as far as they keep alerts of ours quiet; dated by our
   * clock.
   */
  record Silenced(List<Hush> hushes) implements Fact {
    public Silenced {
      hushes = List.copyOf(hushes);
    }
  }

  /**
   * A member of an Alertmanager told its silences: those that go on, and those to come.
   *
   * @param silences dated by our clock, whatever the member's shows
   */
  record SilencesRead(Route route, List<Silence> silences, Moment at) implements Fact {
    public SilencesRead {
      silences = List.copyOf(silences);
    }
  }

  /** An attempt to deliver ended. */
  record Delivered(Report report) implements Fact {}

  /** A member was asked whether it holds what it had accepted. */
  record Held(Holding holding) implements Fact {}

  /** A member was asked how its own notifications go. */
  record Counted(Tally tally) implements Fact {}

  /** An Alertmanager told us that it notifies. */
  record Received(Receipt receipt) implements Fact {}

  /** An instance that is not looked at let itself be heard. */
  record Beat(InstanceId instance, Moment at) implements Fact {}

  /** The journal holds the turn before, or does not. */
  record Stored(Commit commit) implements Fact {}

  /** The journal was damaged, or not ours, and was set aside: what it held may be lost. */
  record Lost(String what) implements Fact {}

  /** What had to be said while our turns failed; they work again. */
  record Recovered(Incident told) implements Fact {}

  /** Somebody is going to work on a part of the fleet. */
  record Muted(Maintenance.Wanted wanted) implements Fact {}

  /** An operator told us to do something. */
  record Commanded(Command command) implements Fact {}
}
