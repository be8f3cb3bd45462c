package dev.deadair.alert;

import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The alerts that could be raised about an inventory. */
public final class Raisable {

  /** Stands in for the words of alerts of which there is one for each cause or finding. */
  private static final String ANY = "any";

  private Raisable() {}

  /** All of them. */
  public static List<Alert> all(Inventory inventory, String watcher) {
    return of(inventory, watcher, Integer.MAX_VALUE);
  }

  /** All but those about further instances of a group than its first. */
  public static List<Alert> samples(Inventory inventory, String watcher) {
    return of(inventory, watcher, 1);
  }

  private static List<Alert> of(Inventory inventory, String watcher, int instances) {
    var alerts = new ArrayList<Alert>();
    for (var name : AlertName.values()) {
      alerts.addAll(of(name, inventory, watcher, instances));
    }
    return List.copyOf(alerts);
  }

  private static List<Alert> of(
      AlertName name, Inventory inventory, String watcher, int instances) {
    return switch (name) {
      case SITE_ABSENT, SITE_STALLED ->
          inventory.sites().stream().map(site -> new Alert(name, site.id())).toList();
      case GROUP_ABSENT, ALERT_PATH_BROKEN, INGESTION_DROPPED, INGESTION_LOST ->
          groups(inventory).stream().map(group -> new Alert(name, group.id())).toList();
      case INSTANCE_DOWN, WILL_NOT_RESTART, LAST_REPLICA_WILL_NOT_RESTART, LABELS_INVALID ->
          instances(inventory, instances).stream()
              .map(instance -> new Alert(name, instance.id()))
              .toList();
      case INSTANCE_FINDING ->
          instances(inventory, instances).stream()
              .map(instance -> new Alert(name, instance.id(), "code", ANY))
              .toList();
      case BLIND -> blind(inventory, watcher);
      case UNDELIVERED -> List.of(new Alert(name, new Watcher(watcher), "receiver", ANY));
      case STORE_FAILING -> List.of(new Alert(name, new Watcher(watcher)));
      case DRILL -> List.of(Drill.alert(watcher, ANY, name.severity()));
      // It tells a dead man's switch that all is well, and is to reach nobody.
      case HEARTBEAT -> List.of();
    };
  }

  private static List<Alert> blind(Inventory inventory, String watcher) {
    var alerts = new ArrayList<Alert>();
    alerts.add(new Alert(AlertName.BLIND, new Watcher(watcher), "cause", ANY));
    for (var site : inventory.sites()) {
      alerts.add(
          new Alert(
              AlertName.BLIND, site.id(), new TreeMap<>(Map.of("cause", ANY, "watcher", watcher))));
    }
    return alerts;
  }

  private static List<ExpectedGroup> groups(Inventory inventory) {
    return inventory.sites().stream().map(ExpectedSite::groups).flatMap(List::stream).toList();
  }

  private static List<ExpectedInstance> instances(Inventory inventory, int instances) {
    return groups(inventory).stream()
        .flatMap(group -> group.instances().stream().limit(instances))
        .toList();
  }
}
