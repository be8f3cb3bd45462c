package dev.deadair.app;

import dev.deadair.alert.Receiver;
import dev.deadair.config.Connection;
import dev.deadair.config.Connection.Credentials;
import dev.deadair.config.LogSource;
import dev.deadair.config.ReceiverSettings;
import dev.deadair.config.Settings;
import dev.deadair.discovery.Found;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.notify.Access;
import dev.deadair.notify.Destination;
import dev.deadair.probe.Approach;
import dev.deadair.probe.Approach.Auth;
import dev.deadair.probe.Approach.Compression;
import dev.deadair.probe.Control;
import dev.deadair.probe.Log;
import dev.deadair.probe.Target;
import dev.deadair.probe.Tls;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From what the operator wrote to what each part wants to know. */
final class Wiring {

  private Wiring() {}

  /** Every instance of the inventory as a look reaches it. */
  static List<Target> targets(Settings settings, Rotation rotation) {
    return settings.inventory().sites().stream()
        .flatMap(site -> site.groups().stream())
        .flatMap(group -> group.instances().stream())
        .flatMap(instance -> target(instance, settings, rotation).stream())
        .toList();
  }

  /** Every log that can be read here. */
  static Map<InstanceId, Log> logs(Settings settings) {
    var logs = new HashMap<InstanceId, Log>();
    settings
        .logs()
        .forEach(
            (id, source) ->
                logs.put(
                    id,
                    switch (source) {
                      case LogSource.Journal(var unit) -> new Log.Journal(unit);
                      case LogSource.File(var path) -> new Log.File(path);
                    }));
    return logs;
  }

  /** A place where the service name of a group leads, as a look reaches it: by that name. */
  static Target door(Settings settings, Rotation rotation, GroupId group, Found.Place place) {
    var expected =
        settings.inventory().sites().stream()
            .flatMap(site -> site.groups().stream())
            .filter(each -> each.id().equals(group))
            .findFirst()
            .orElseThrow();
    var name = expected.serviceName().orElseThrow().replaceFirst(":.*", "");
    var like = expected.instances().getFirst().id();
    var approach = approach(settings.connections().getOrDefault(like, Connection.PLAIN), rotation);
    return new Target(
        new InstanceId(group, place.address()),
        place.door(),
        approach.calling(name),
        Optional.of(name));
  }

  /** Empty where it is only heard. */
  private static Optional<Target> target(
      ExpectedInstance instance, Settings settings, Rotation rotation) {
    var connection = settings.connections().getOrDefault(instance.id(), Connection.PLAIN);
    return instance
        .url()
        .map(url -> new Target(instance.id(), url, approach(connection, rotation)));
  }

  /** What ought to answer whatever the instances do: the receivers, and what was configured. */
  static List<Control> controls(Settings settings) {
    var controls = new ArrayList<Control>();
    for (var url : settings.controls()) {
      controls.add(new Control(url.toString(), url, Optional.empty(), Tls.DEFAULT));
    }
    for (var receiver : settings.receivers()) {
      for (var url : urls(receiver)) {
        var connection = receiver.connection();
        controls.add(
            new Control(
                receiver.name() + " " + url.getRawAuthority(),
                url,
                connection.proxy(),
                tls(connection)));
      }
    }
    return controls;
  }

  /** Every receiver as a courier reaches it. */
  static List<Destination> destinations(Settings settings, Rotation rotation) {
    Map<String, Receiver> byName =
        settings.routing().receivers().stream()
            .collect(Collectors.toMap(Receiver::name, Function.identity()));
    return settings.receivers().stream()
        .map(each -> destination(each, Objects.requireNonNull(byName.get(each.name())), rotation))
        .toList();
  }

  private static Destination destination(
      ReceiverSettings settings, Receiver receiver, Rotation rotation) {
    var access = access(settings.connection(), rotation);
    return switch (settings) {
      case ReceiverSettings.Alertmanager alertmanager -> {
        var urls = new HashMap<String, URI>();
        alertmanager.urls().forEach(url -> urls.put(url.toString(), url));
        yield new Destination.Alertmanager(receiver, urls, access);
      }
      case ReceiverSettings.PagerDuty pagerDuty ->
          new Destination.PagerDuty(
              receiver, pagerDuty.url(), rotation.follow(pagerDuty.routingKey()), access);
      case ReceiverSettings.Webhook webhook ->
          new Destination.Webhook(
              receiver, webhook.url(), webhook.secret().map(rotation::follow), access);
    };
  }

  private static List<URI> urls(ReceiverSettings receiver) {
    return switch (receiver) {
      case ReceiverSettings.Alertmanager alertmanager -> alertmanager.urls();
      case ReceiverSettings.PagerDuty pagerDuty -> List.of(pagerDuty.url());
      case ReceiverSettings.Webhook webhook -> List.of(webhook.url());
    };
  }

  /** What it takes to be let in over {@code connection}. */
  static Access access(Connection connection, Rotation rotation) {
    var auth =
        connection
            .credentials()
            .<Access.Auth>map(
                credentials ->
                    switch (credentials) {
                      case Credentials.Basic(var user, var password) ->
                          new Access.Auth.Basic(user, rotation.follow(password));
                      case Credentials.Bearer(var token) ->
                          new Access.Auth.Bearer(rotation.follow(token));
                    })
            .orElse(new Access.Auth.None());
    var tls =
        connection
            .tls()
            .map(
                each ->
                    new Access.Tls(
                        each.ca(),
                        each.client()
                            .map(own -> new Access.Tls.Client(own.certificate(), own.key())),
                        each.serverName()))
            .orElse(Access.Tls.DEFAULT);
    return new Access(auth, tls, connection.proxy().map(Access.HttpProxy::of));
  }

  private static Approach approach(Connection connection, Rotation rotation) {
    return new Approach(
        connection
            .credentials()
            .<Auth>map(
                credentials ->
                    switch (credentials) {
                      case Credentials.Basic(var user, var password) ->
                          new Auth.Basic(user, rotation.follow(password));
                      case Credentials.Bearer(var token) -> new Auth.Bearer(rotation.follow(token));
                    })
            .orElse(new Auth.None()),
        tls(connection),
        connection.proxy(),
        connection.headers(),
        connection.gzip() ? Compression.GZIP : Compression.IDENTITY);
  }

  private static Tls tls(Connection connection) {
    return connection
        .tls()
        .map(
            each ->
                new Tls(
                    each.ca(),
                    each.client().map(own -> new Tls.Identity(own.certificate(), own.key())),
                    each.serverName()))
        .orElse(Tls.DEFAULT);
  }
}
