package dev.deadair.diagnosis;

import dev.deadair.liveness.Change;
import dev.deadair.liveness.Identity;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An address at which another server answers than the one it stands for, so that the data of the
 * one says nothing of the other.
 *
 * <pre>
 *   a process that ran already while another one answered here   another server, surely; no news
 *                                                                 where it has the same labels
 *   that, to and fro                                              several servers behind one address
 *   one process at two addresses of the inventory                 surely
 *   other labels after a start, and other data or another host    another server, most likely
 *   other labels in one process life, or beside the same data     somebody changed them
 * </pre>
 */
final class WrongServer implements Rule {

  /** To and fro within this is a balancer, or a name with two addresses. */
  private static final Duration IN_TURN = Duration.ofHours(1);

  /** It does not come back by itself: told until everybody had a chance to read it. */
  private static final Duration TOLD = Duration.ofDays(1);

  /** Nothing but a loss moves the oldest sample of a server further than that. */
  private static final double SAME_DATA_MILLIS = Duration.ofMinutes(5).toMillis();

  /** A label change belongs to a swap that was seen so long before it, or so shortly after. */
  private static final Duration TOGETHER = Duration.ofMinutes(1);

  @Override
  public Code code() {
    return Code.WRONG_SERVER;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    if (visit.isAnotherServer()) {
      var again = before.filter(mark -> isWithin(IN_TURN, mark.latest(), visit)).isPresent();
      return Optional.of(shown(before, visit).confirmed(again));
    }
    if (isAnotherByItsLabels(visit) || !visit.census().twins(visit.instance().id()).isEmpty()) {
      return Optional.of(shown(before, visit));
    }
    return before.filter(mark -> isWithin(mark.confirmed() ? IN_TURN : TOLD, mark.latest(), visit));
  }

  private static Mark shown(Optional<Mark> before, Visit visit) {
    return before.orElseGet(() -> Mark.at(visit.at())).and(Map.of(), visit.at());
  }

  private static boolean isWithin(Duration span, Instant since, Visit visit) {
    return Duration.between(since, visit.at()).compareTo(span) < 0;
  }

  /** Whether a start brought other labels, and with them other data or another host. */
  private static boolean isAnotherByItsLabels(Visit visit) {
    var was = visit.earlier().profile().identity();
    var is = visit.instance().profile().identity();
    if (was.isEmpty() || is.isEmpty() || !contradict(was.get(), is.get())) {
      return false;
    }
    var asked = visit.earlier().inspection().map(Inspection::at).orElseThrow().wall();
    var started =
        visit.instance().profile().changes().stream()
            .anyMatch(each -> each.kind() == Change.Kind.START && each.at().isAfter(asked));
    return started && !hasSameData(visit).orElse(isSameHost(was.get(), is.get()));
  }

  /** Whether a label that both have differs: one that is added or removed tells of nobody else. */
  private static boolean contradict(Identity was, Identity is) {
    return was.externalLabels().entrySet().stream()
        .anyMatch(
            each ->
                !each.getValue()
                    .equals(is.externalLabels().getOrDefault(each.getKey(), each.getValue())));
  }

  private static Optional<Boolean> hasSameData(Visit visit) {
    // The look that found the start and the slow one after it may come in one turn.
    var known = visit.known().after(visit);
    return known
        .former()
        .map(
            former ->
                known
                    .history()
                    .filter(held -> Math.abs(held.lowest() - former.lowest()) < SAME_DATA_MILLIS)
                    .isPresent());
  }

  /** Up to 2.x nobody tells, and then nobody is suspected. */
  private static boolean isSameHost(Identity was, Identity is) {
    return was.hostName().isEmpty()
        || is.hostName().isEmpty()
        || Objects.equals(was.hostName(), is.hostName());
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var twins = visit.census().twins(visit.instance().id());
    if (!twins.isEmpty()) {
      return Optional.of(
          found(
              mark,
              visit,
              "is the same process as " + names(twins) + ", so it proves nothing of its own",
              List.of("process start, labels and configuration are the same at both addresses")));
    }
    var changes = changes(mark, visit);
    if (mark.confirmed()) {
      return Optional.of(
          found(mark, visit, "is several servers that answer at its address in turn", changes));
    }
    return changes.isEmpty() && isToldApart(mark, visit)
        ? Optional.empty()
        : Optional.of(found(mark, visit, "is not the server that answered here before", changes));
  }

  /** Whether it has been asked since who it is, or soon will be: the same labels are no news. */
  private static boolean isToldApart(Mark mark, Visit visit) {
    return visit.instance().profile().identity().isPresent()
        || visit.lasting(mark).compareTo(TOGETHER) < 0;
  }

  private static List<String> changes(Mark mark, Visit visit) {
    var from = mark.since().minus(TOGETHER);
    return visit.instance().profile().changes().stream()
        .filter(each -> each.at().isAfter(from))
        .filter(each -> each.kind() == Change.Kind.LABELS || each.kind() == Change.Kind.HOST_NAME)
        .map(each -> each.words() + " at " + Plain.time(each.at()))
        .toList();
  }

  private Finding found(Mark mark, Visit visit, String summary, List<String> changes) {
    var evidence = new ArrayList<>(changes);
    visit
        .instance()
        .life()
        .map(life -> life.latest().processStart())
        .ifPresent(at -> evidence.add("the process that answers began at " + Plain.time(at)));
    evidence.add("first seen at " + Plain.time(mark.since()));
    return new Finding(
        code(),
        mark,
        summary,
        evidence,
        """
        1. See who answers, and who should. Costs nothing.
           curl -fsS %s/api/v1/status/config; curl -fsS %s/api/v1/status/runtimeinfo
        2. In deadair's configuration name each server by an address that is its own: no balancer, no name that moves, its own port and path prefix. Costs nothing.
        3. Where another server is meant to answer here from now on, do nothing: this ends after a day.
        """
            .formatted(Plain.url(visit.instance()), Plain.url(visit.instance())));
  }

  private static String names(List<InstanceId> servers) {
    return servers.stream().map(InstanceId::toString).collect(Collectors.joining(", "));
  }
}
