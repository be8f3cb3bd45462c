package dev.deadair.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a receiver is, and how to connect to it; what is due to it is {@code alert}'s business. */
public sealed interface ReceiverSettings {

  /** The name under which {@code alert.Routing} has it. */
  String name();

  Connection connection();

  /**
   * Every member of one Alertmanager cluster.
   *
   * @param urls their bases, path prefixes included; as text they are the members of the receiver
   *     in {@code alert.Routing}
   */
  record Alertmanager(String name, List<URI> urls, Connection connection)
      implements ReceiverSettings {
    public Alertmanager {
      urls = List.copyOf(urls);
    }
  }

  /**
   * A PagerDuty service; its only member in {@code alert.Routing} bears the name of the receiver.
   *
   * @param url where events are sent
   */
  record PagerDuty(String name, URI url, Secret routingKey, Connection connection)
      implements ReceiverSettings {}

  /**
   * A program of the operator's; its only member in {@code alert.Routing} bears the name of the
   * receiver.
   *
   * @param secret requests are signed with
   */
  record Webhook(String name, URI url, Optional<Secret> secret, Connection connection)
      implements ReceiverSettings {}
}
