package dev.deadair.config;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.Source.Heartbeat;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the instances of every group; each address and, in a group, each name is there once. */
final class InstancesReader {
  private final Map<InstanceId, Connection> connections = new LinkedHashMap<>();
  private final Map<InstanceId, LogSource> logs = new LinkedHashMap<>();
  private final List<Value> heartbeats = new ArrayList<>();
  private final Map<InstanceId, Value> byId = new HashMap<>();
  private final Map<String, Value> byAddress = new HashMap<>();

  Map<InstanceId, Connection> connections() {
    return Map.copyOf(connections);
  }

  /** Of those instances whose log can be read here. */
  Map<InstanceId, LogSource> logs() {
    return Map.copyOf(logs);
  }

  /** The deadlines of those that are not looked at, but let themselves be heard. */
  List<Value> heartbeats() {
    return List.copyOf(heartbeats);
  }

  /** The instances of one group; nothing if there is none that can be used. */
  Optional<List<ExpectedInstance>> read(GroupId group, Value value, Inherited inherited) {
    var list = value.filledList("[\"http://host:9090\"]", "; name at least one instance");
    var instances = new ArrayList<ExpectedInstance>();
    for (var each : list.orElse(List.of())) {
      var instance = instance(group, each, inherited.connection());
      instance.ifPresent(instances::add);
      instance
          .filter(LogReader::isHere)
          .ifPresent(
              here -> inherited.log().ifPresent(source -> logs.putIfAbsent(here.id(), source)));
    }
    return instances.isEmpty() ? Optional.empty() : Optional.of(instances);
  }

  private Optional<ExpectedInstance> instance(GroupId group, Value value, Connection inherited) {
    return switch (value.type()) {
      case OBJECT -> value.node().flatMap(node -> instance(group, value, node, inherited));
      case TEXT, NUMBER, TRUTH, LIST, NULL, UNRESOLVED ->
          value.url().flatMap(url -> unique(group, Naming.ofInstance(url), url, value, inherited));
    };
  }

  private Optional<ExpectedInstance> instance(
      GroupId group, Value value, Node node, Connection inherited) {
    if (node.has("heartbeat")) {
      return heard(group, value, node);
    }
    var url = node.require("url", "\"http://host:9090\"").flatMap(Value::url);
    var name = node.get("name").flatMap(Value::name);
    var connection = ConnectionReader.toInstance(node, inherited);
    var log = LogReader.read(node, Optional.empty());
    node.done();
    var instance =
        url.flatMap(
            base ->
                unique(
                    group, name.orElseGet(() -> Naming.ofInstance(base)), base, value, connection));
    instance.ifPresent(known -> log.ifPresent(source -> logs.put(known.id(), source)));
    return instance;
  }

  /** One that cannot be reached: it has a name and a deadline, and nothing to connect to. */
  private Optional<ExpectedInstance> heard(GroupId group, Value value, Node node) {
    node.get("heartbeat").ifPresent(heartbeats::add);
    var deadline = node.get("heartbeat").flatMap(Value::duration);
    var name = node.require("name", "NAME").flatMap(Value::name);
    if (node.has("url")) {
      node.wrongKey("url", "stands beside heartbeat; what can be looked at needs none");
    }
    node.done();
    return name.flatMap(
        text ->
            deadline.flatMap(
                most -> known(new ExpectedInstance(id(group, text), new Heartbeat(most)), value)));
  }

  private static InstanceId id(GroupId group, String name) {
    return new InstanceId(group, name);
  }

  private Optional<ExpectedInstance> unique(
      GroupId group, String name, URI url, Value value, Connection connection) {
    var sameAddress = byAddress.putIfAbsent(Urls.canonical(url), value);
    if (sameAddress != null) {
      value.wrongUnseen(
          "(%s) is %s too (%s); name each instance once"
              .formatted(url, sameAddress.path(), sameAddress.place()));
      return Optional.empty();
    }
    var instance = known(new ExpectedInstance(id(group, name), url), value);
    instance.ifPresent(each -> connections.put(each.id(), connection));
    return instance;
  }

  private Optional<ExpectedInstance> known(ExpectedInstance instance, Value value) {
    var name = instance.id().name();
    var sameName = byId.putIfAbsent(instance.id(), value);
    if (sameName != null) {
      value.wrongUnseen(
          "is called %s like %s (%s); give one of them another name"
              .formatted(name, sameName.path(), sameName.place()));
      return Optional.empty();
    }
    return Optional.of(instance);
  }
}
