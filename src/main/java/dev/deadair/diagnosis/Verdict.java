package dev.deadair.diagnosis;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceState;
import dev.deadair.liveness.Subject;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The one line that puts the fault somewhere: which part, whose, and why. */
public final class Verdict {

  private Verdict() {}

  /** The verdict on {@code instances} together; empty where nothing speaks of a fault. */
  public static Optional<String> on(Collection<Instance> instances, Diagnoses diagnoses) {
    var faults =
        instances.stream()
            .flatMap(each -> diagnoses.of(each.id()).stream().map(found -> new Fault(each, found)))
            .filter(each -> each.finding().severity() != Code.Severity.INFO)
            .sorted(Fault.WORST_FIRST)
            .toList();
    return faults.stream()
        .filter(Fault::isOfData)
        .findFirst()
        .map(Fault::line)
        .or(() -> instances.stream().flatMap(each -> byState(each).stream()).findFirst())
        .or(() -> faults.stream().findFirst().map(Fault::line));
  }

  /** The verdict that {@code finding} is, of the server it was found of. */
  public static String line(Subject server, Finding finding) {
    return finding.code().part().words() + ": " + server + " " + finding.summary();
  }

  private static Optional<String> byState(Instance instance) {
    return part(instance.state())
        .map(part -> part.words() + ": " + instance.id() + " " + instance.shows());
  }

  private static Optional<Code.Part> part(InstanceState state) {
    if (state instanceof InstanceState.Down(var _, var failure)) {
      return Optional.of(part(failure.kind()));
    }
    if (state instanceof InstanceState.Idle) {
      return Optional.of(Code.Part.SCRAPE);
    }
    return state instanceof InstanceState.Starting
        ? Optional.of(Code.Part.PROCESS)
        : Optional.empty();
  }

  private static Code.Part part(Failure.Kind kind) {
    return switch (kind) {
      case CONNECT_TIMEOUT, NO_ROUTE, DNS, TLS, NO_HEARTBEAT -> Code.Part.NETWORK_PATH;
      case REFUSED, FLICKERING, RESET, SHORT_BODY, STATUS, UNREADABLE, READ_TIMEOUT ->
          Code.Part.PROCESS;
    };
  }

  private record Fault(Instance instance, Finding finding) {
    static final Comparator<Fault> WORST_FIRST =
        Comparator.comparing((Fault each) -> each.finding().severity())
            .reversed()
            .thenComparing(each -> each.finding().code());

    /** Whether it can be why there is no data: what becomes of data later never is. */
    boolean isOfData() {
      return switch (finding.code().part()) {
        case PROCESS, STORAGE, NETWORK_PATH, SCRAPE, CLOCK -> true;
        case UPLOAD, ALERT_PATH -> false;
      };
    }

    String line() {
      return Verdict.line(instance.id(), finding);
    }
  }
}
