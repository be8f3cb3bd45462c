package dev.deadair.alert;

import dev.deadair.liveness.SiteId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Sites for which somebody has decided that nobody is paged, until a day and for a reason. */
public record Waivers(Map<SiteId, Waiver> bySite) {

  public static final Waivers NONE = new Waivers(Map.of());

  public Waivers {
    bySite = Map.copyOf(bySite);
  }

  /** One such decision; it is over at {@code until}. */
  public record Waiver(Instant until, String reason) {}

  /** The one for {@code site}, where there is one that is not over. */
  public Optional<Waiver> at(SiteId site, Instant now) {
    return Optional.ofNullable(bySite.get(site)).filter(each -> now.isBefore(each.until()));
  }
}
