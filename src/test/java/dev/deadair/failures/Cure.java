package dev.deadair.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.diagnosis.Code;
import dev.deadair.diagnosis.Finding;
import dev.deadair.failures.Row.Deed;
import dev.deadair.parts.Prometheus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A failure, what is found of it, and that the server has data again once somebody has done what
 * this says.
 *
 * @param line what the finding says where it comes from a line of the log, whole; empty where looks
 *     bring it
 * @param says what the first step shows; empty where that tells nothing in particular
 * @param mend what people do for themselves, before the first command that needs it done
 * @param quick whether it belongs in every build
 * @param stays whether the finding outlasts the failure, so that people can read it
 */
record Cure(
    String version,
    Code code,
    Optional<String> line,
    Row row,
    String says,
    Deed mend,
    boolean quick,
    boolean stays) {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration LATE = Duration.ofMinutes(3);

  static Cure of(Code code, Row row) {
    return new Cure("2.42", code, Optional.empty(), row, "", _ -> {}, false, false);
  }

  Cure on(String other) {
    return new Cure(other, code, line, row, says, mend, quick, stays);
  }

  Cure inItsLog(String summary) {
    return new Cure(version, code, Optional.of(summary), row, says, mend, quick, true);
  }

  Cure says(String words) {
    return new Cure(version, code, line, row, words, mend, quick, stays);
  }

  Cure once(Deed done) {
    return new Cure(version, code, line, row, says, done, quick, stays);
  }

  Cure quickly() {
    return new Cure(version, code, line, row, says, mend, true, stays);
  }

  Cure staying() {
    return new Cure(version, code, line, row, says, mend, quick, true);
  }

  /** Breaks a server, does what it says, and sees that it has data. */
  void isOne(Prometheus healthy) throws Exception {
    try (var scene = Scene.broken(version, healthy, row, line.isPresent());
        var operator = new Operator(scene)) {
      does(finding(scene), scene, operator);
      hasEnded(scene);
    }
  }

  /** As soon as it is found. */
  Finding finding(Scene scene) {
    var found = new AtomicReference<Finding>();
    scene.await(
        this + " found",
        row.patience().plus(LATE),
        () -> {
          scene.ward().findings(Scene.PATIENT).stream()
              .filter(each -> each.code() == code)
              .filter(each -> line.isEmpty() || line.get().equals(each.summary()))
              .forEach(found::set);
          return found.get() != null;
        });
    return found.get();
  }

  /** Step after step, until one has started the server and it is ready. */
  @SuppressWarnings("ReferenceEquality") // of two steps alike the first is meant
  void does(Finding finding, Scene scene, Operator operator) throws Exception {
    var steps = Action.of(finding.action()).steps();
    var mended = false;
    for (var step : steps) {
      if (!mended && step.wantsItMended()) {
        mend.in(scene);
        mended = true;
      }
      if (step == steps.getFirst() && !says.isEmpty()) {
        // The finding may be there before the server has written its line.
        await(says).atMost(SOON).until(() -> operator.run(step), said -> said.contains(says));
      } else {
        operator.run(step);
      }
      if ((step.mayStart() && scene.isReadyOrDead()) || (step.mayThaw() && scene.isBackSoon())) {
        return;
      }
    }
    if (!mended) {
      mend.in(scene);
    }
  }

  private void hasEnded(Scene scene) {
    scene.server.awaitReady();
    var before = scene.server.samplesAppended();
    // A reload may wait for a remote first.
    scene.await("samples", LATE, () -> scene.server.samplesAppended() > before);
    scene.awaitState("producing");
    if (!stays) {
      scene.await(code + " over", LATE, () -> !scene.ward().codes(Scene.PATIENT).contains(code));
    }
    assertThat(scene.server.isReady()).as(scene.story()).isTrue();
  }

  /** Commands that stand in the action of a finding. */
  static List<String> commands(String action) {
    return action.lines().filter(each -> each.startsWith("   ")).toList();
  }

  @Override
  public String toString() {
    return version + " " + code.word() + ": " + line.orElse(row.title());
  }
}
