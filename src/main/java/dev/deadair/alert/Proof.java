package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How far it is proven that a member of an Alertmanager tells people of one incident.
 *
 * @param listed since when it is known to hold it, not muted
 * @param notified since when it is known to have notified: it told us too, or counted it
 * @param held when an operator's silence was seen last to keep it quiet
 * @param muted whether another alert kept it quiet, or it was gone, when it was last asked
 */
public record Proof(
    Optional<Moment> listed, Optional<Moment> notified, Optional<Moment> held, boolean muted) {

  public static final Proof NONE =
      new Proof(Optional.empty(), Optional.empty(), Optional.empty(), false);

  /** A silence that was seen so long ago may be over, and so may its member. */
  static final Duration FRESH = Duration.ofSeconds(90);

  Proof and(Holding holding) {
    return switch (holding.as()) {
      case Holding.As.Active _ -> new Proof(listed.or(() -> since(holding)), notified, held, false);
      // What it notified of before the silence is old: at the end of it the page is due anew.
      case Holding.As.Silenced _ ->
          new Proof(Optional.empty(), Optional.empty(), since(holding), false);
      case Holding.As.Inhibited _, Holding.As.Missing _ ->
          new Proof(Optional.empty(), notified, held, true);
    };
  }

  /** What is left of it once its end was told: what people heard before may be undone. */
  Proof relapsed() {
    return new Proof(Optional.empty(), Optional.empty(), held, false);
  }

  /**
   * This proof after nobody could ask for so long: a silence that kept it quiet is no older for
   * that, for a machine that is booted anew would else page what a member is about to hold.
   */
  Proof unseenFor(Duration away) {
    return listed.isPresent()
        ? this
        : new Proof(listed, notified, held.map(at -> at.plus(away)), muted);
  }

  Proof notifiedAt(Moment at) {
    return notified.isPresent() ? this : new Proof(listed, Optional.of(at), held, muted);
  }

  /** This proof with its moments as {@code dating} has them. */
  Proof dated(UnaryOperator<Moment> dating) {
    return new Proof(listed.map(dating), notified.map(dating), held.map(dating), muted);
  }

  /** Whether it is delivered, and held back by who wants no page for it. */
  boolean isHeld(Moment now) {
    return listed.isEmpty() && held.filter(at -> now.since(at).compareTo(FRESH) <= 0).isPresent();
  }

  private static Optional<Moment> since(Holding holding) {
    return Optional.of(holding.at());
  }
}
