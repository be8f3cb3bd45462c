package dev.deadair.alert;

import dev.deadair.liveness.SiteId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a silence keeps from people: alerts of ours about one site, or about this watcher.
 *
 * @param receiver our name for the Alertmanager that has the silence
 * @param site empty where it is about this watcher as a whole
 * @param alerts their names, without repetition
 * @param pages whether one of them is critical
 * @param who the same in a few words: {@code every alert}, or names and whom they are about
 */
public record Hush(
    Silence silence,
    String receiver,
    Optional<SiteId> site,
    List<String> alerts,
    boolean pages,
    String who) {

  /** So many subjects of one alert are named; more are counted. */
  private static final int NAMED = 3;

  public Hush {
    alerts = List.copyOf(alerts);
  }

  /**
   * What {@code silences} keep quiet of {@code alerts}, which are all that could be raised.
   *
   * @param silences by our names for the Alertmanagers that have them
   */
  public static List<Hush> of(
      Collection<Alert> alerts,
      Routing routing,
      Map<String, ? extends Collection<Silence>> silences) {
    var bySite = new LinkedHashMap<Optional<SiteId>, List<Alert>>();
    alerts.forEach(each -> bySite.computeIfAbsent(each.site(), _ -> new ArrayList<>()).add(each));
    var hushes = new ArrayList<Hush>();
    silences.forEach(
        (name, all) ->
            routing
                .receiver(name)
                .ifPresent(
                    receiver -> bySite.forEach((_, those) -> of(those, receiver, all, hushes))));
    return List.copyOf(hushes);
  }

  private static void of(
      List<Alert> alerts, Receiver receiver, Collection<Silence> silences, List<Hush> into) {
    var labels =
        alerts.stream()
            .collect(Collectors.toMap(each -> each, receiver::labelled, (one, _) -> one));
    for (var silence : silences) {
      var quiet =
          alerts.stream()
              .filter(each -> silence.keepsQuiet(labels.getOrDefault(each, Map.of())))
              .toList();
      if (!quiet.isEmpty()) {
        into.add(of(silence, receiver, alerts, quiet));
      }
    }
  }

  private static Hush of(
      Silence silence, Receiver receiver, List<Alert> alerts, List<Alert> quiet) {
    var names = quiet.stream().map(each -> each.name().label()).distinct().toList();
    return new Hush(
        silence,
        receiver.name(),
        quiet.getFirst().site(),
        names,
        quiet.stream().anyMatch(each -> each.severity() == Severity.CRITICAL),
        who(alerts, new LinkedHashSet<>(quiet)));
  }

  private static String who(List<Alert> alerts, Set<Alert> quiet) {
    if (quiet.containsAll(alerts)) {
      return "every alert";
    }
    var words = new ArrayList<String>();
    var named = quiet;
    for (var severity : List.of(Severity.CRITICAL, Severity.WARNING)) {
      var those = alerts.stream().filter(each -> each.severity() == severity).toList();
      if (!those.isEmpty() && quiet.containsAll(those)) {
        words.add("every " + severity.word() + " alert");
        named =
            named.stream()
                .filter(each -> each.severity() != severity)
                .collect(Collectors.toCollection(LinkedHashSet::new));
      }
    }
    named.stream()
        .collect(Collectors.groupingBy(Alert::name, LinkedHashMap::new, Collectors.toList()))
        .forEach((name, those) -> words.add(name(name, alerts, those)));
    return String.join(", ", words);
  }

  /** The name alone where it is all of that name. */
  private static String name(AlertName name, List<Alert> alerts, List<Alert> quiet) {
    var all = alerts.stream().filter(each -> each.name() == name).count();
    var subjects = quiet.stream().map(each -> each.subject().toString()).distinct().toList();
    if (quiet.size() == all || subjects.size() > NAMED) {
      return quiet.size() == all
          ? name.label()
          : name.label() + " of " + subjects.size() + " subjects";
    }
    return name.label() + " of " + String.join(", ", subjects);
  }
}
