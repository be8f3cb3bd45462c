package dev.deadair.diagnosis;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is wrong with the external labels of servers taken together, wherever they were read.
 *
 * <pre>
 *   no external labels at all     nothing: such a server sends nothing that labels must tell apart
 *   a placeholder                 wrong in any label if it is a template, in a replica label if it
 *                                 is a word such as unset
 *   no replica label              wrong where another server of the group has one
 *   the same set on two servers   wrong, be they in one group or at two ends of the world
 *   another label differs         wrong within a group
 * </pre>
 *
 * A single server without a replica label is well as long as no other has its labels.
 */
public final class Labels {

  /** Words that stand where somebody was to write a value; the label's own name is another. */
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "",
          "unset",
          "none",
          "null",
          "nil",
          "undefined",
          "unknown",
          "changeme",
          "todo",
          "fixme",
          "n/a",
          "-");

  /**
   * {@code $(NAME)}, <code>${NAME}</code>, <code>{{ name }}</code>, {@code %(name)s}, {@code
   * <name>}.
   */
  private static final Pattern TEMPLATE =
      Pattern.compile("\\$\\(|\\$\\{|\\{\\{|%\\(|%\\{|^<.*>$|^\\$[A-Za-z_]");

  private Labels() {}

  /** Everything that is wrong, server by server in the order they are given. */
  public static <S> List<LabelFault<S>> faults(Collection<Labelled<S>> servers) {
    var labelled = servers.stream().filter(each -> !each.labels().isEmpty()).toList();
    var bySet = labelled.stream().collect(groupingBy(Labelled::labels));
    var byGroup = servers.stream().collect(groupingBy(Labelled::group));
    var faults = new ArrayList<LabelFault<S>>();
    for (var each : servers) {
      faults.addAll(placeholders(each));
      same(each, bySet).ifPresent(faults::add);
      if (each.group().isPresent()) {
        var others =
            byGroup.getOrDefault(each.group(), List.of()).stream()
                .filter(other -> !isSame(other, each))
                .toList();
        noReplica(each, others).ifPresent(faults::add);
        faults.addAll(differences(each, others));
      }
    }
    return List.copyOf(faults);
  }

  private static <S> List<LabelFault<S>> placeholders(Labelled<S> server) {
    var faults = new ArrayList<LabelFault<S>>();
    server
        .labels()
        .forEach(
            (label, value) -> {
              if (TEMPLATE.matcher(value).find()) {
                faults.add(new LabelFault.Unexpanded<>(server.server(), label, value));
              } else if (server.replicaLabels().contains(label) && isPlaceholder(label, value)) {
                faults.add(new LabelFault.Sentinel<>(server.server(), label, value));
              }
            });
    return faults;
  }

  private static boolean isPlaceholder(String label, String value) {
    return value.equals(label) || PLACEHOLDERS.contains(value.strip().toLowerCase(Locale.ROOT));
  }

  private static <S> Optional<LabelFault<S>> same(
      Labelled<S> server, Map<Map<String, String>, List<Labelled<S>>> bySet) {
    var others =
        bySet.getOrDefault(server.labels(), List.of()).stream()
            .filter(other -> !isSame(other, server))
            .map(Labelled::server)
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(new LabelFault.Same<>(server.server(), others, server.labels()));
  }

  private static <S> Optional<LabelFault<S>> noReplica(
      Labelled<S> server, List<Labelled<S>> group) {
    var having = group.stream().filter(Labelled::hasReplica).map(Labelled::server).toList();
    return server.hasReplica() || having.isEmpty()
        ? Optional.empty()
        : Optional.of(new LabelFault.NoReplica<>(server.server(), having));
  }

  private static <S> List<LabelFault<S>> differences(Labelled<S> server, List<Labelled<S>> group) {
    var own = server.withoutReplica();
    var names = new TreeSet<>(own.keySet());
    group.forEach(each -> names.addAll(each.withoutReplica().keySet()));
    var faults = new ArrayList<LabelFault<S>>();
    for (var name : names) {
      var value = own.getOrDefault(name, "");
      var others = new LinkedHashMap<String, List<S>>();
      for (var each : group) {
        var other = each.withoutReplica().getOrDefault(name, "");
        if (!other.equals(value)) {
          others.computeIfAbsent(other, _ -> new ArrayList<>()).add(each.server());
        }
      }
      if (!others.isEmpty()) {
        faults.add(new LabelFault.Differs<>(server.server(), name, value, others));
      }
    }
    return faults;
  }

  private static boolean isSame(Labelled<?> one, Labelled<?> other) {
    return one.server().equals(other.server());
  }
}
