package dev.deadair.notify;

import static java.util.Objects.requireNonNull;

import dev.deadair.alert.Receiver;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How to reach one receiver, and as whom. */
public sealed interface Destination {

  Receiver receiver();

  Access access();

  /**
   * Every member of one Alertmanager, each posted to on its own.
   *
   * @param urls by member; a path in it is the prefix its API lives under
   */
  record Alertmanager(Receiver receiver, Map<String, URI> urls, Access access)
      implements Destination {

    public Alertmanager {
      urls = Map.copyOf(urls);
      for (var member : receiver.members()) {
        requireHttp(urls.get(member), receiver.name());
      }
      if (!(receiver.nature() instanceof Receiver.Nature.Level)) {
        throw new IllegalArgumentException(receiver.name() + " is no level-triggered receiver");
      }
    }

    /** Where {@code member} is. */
    public URI url(String member) {
      return requireNonNull(urls.get(member), member);
    }

    Duration lease() {
      return switch (receiver.nature()) {
        case Receiver.Nature.Level level -> level.lease();
        case Receiver.Nature.Edge _ -> Receiver.Nature.Level.DEFAULT.lease();
      };
    }
  }

  /**
   * One integration of one PagerDuty service.
   *
   * @param url of {@code /v2/enqueue}, the region's own
   * @param routingKey read at each send, so that a file can be replaced while we run
   */
  record PagerDuty(Receiver receiver, URI url, Supplier<String> routingKey, Access access)
      implements Destination {

    public PagerDuty {
      requireHttp(url, receiver.name());
      if (receiver.members().size() != 1) {
        throw new IllegalArgumentException(receiver.name() + " has more than one member");
      }
    }
  }

  /**
   * A program of the operator's.
   *
   * @param secret its requests are signed with; read at each send
   */
  record Webhook(Receiver receiver, URI url, Optional<Supplier<String>> secret, Access access)
      implements Destination {

    public Webhook {
      requireHttp(url, receiver.name());
      if (receiver.members().size() != 1) {
        throw new IllegalArgumentException(receiver.name() + " has more than one member");
      }
    }
  }

  /** The message names no URL: one that is wrong may be wrong by carrying a password. */
  private static void requireHttp(@Nullable URI url, String receiver) {
    if (url == null || url.getUserInfo() != null || !Links.isWeb(url)) {
      throw new IllegalArgumentException(
          "receiver " + receiver + " needs http(s) URLs with a host and without credentials");
    }
  }
}
