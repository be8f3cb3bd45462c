package dev.deadair.app;

import static dev.deadair.app.PagedDaemon.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyIncident;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packaged daemon when it cannot look. */
@Execution(ExecutionMode.CONCURRENT)
class BlindIT {

  @TempDir private Path directory;

  /** The sites refuse us, and of two receivers one is gone. */
  @Test
  void thatItCannotLookIsToldOverTheRouteThatIsLeftAndNoSiteIsPaged() throws Exception {
    try (var scene = new PagedDaemon(directory);
        var one = new PretendPrometheus();
        var other = new PretendPrometheus()) {
      scene.run(
          """
          sites.eqsin.instances = ["http://127.0.0.1:%d"]
          sites.ulsfo.instances = ["http://127.0.0.1:%d"]
          receivers {
            alertmanager { urls = ["http://127.0.0.1:1"] }
            pagerduty { url = "%s", routing-key-file = pagerduty.key }
          }
          """
              .formatted(one.port(), other.port(), scene.pagerDuty.url()));
      scene.awaitState("eqsin", "producing");
      scene.awaitState("ulsfo", "producing");

      one.refuse(true);
      other.refuse(true);
      await("that we are blind").atMost(PATIENCE).until(() -> !refused(scene).isEmpty());
      assertThat(scene.pages()).as("of a site").isEmpty();
      assertThat(scene.isState("eqsin", "producing")).as("nothing is known against it").isTrue();

      one.refuse(false);
      other.refuse(false);
      await("it sees again")
          .atMost(PATIENCE)
          .until(() -> scene.daemon.site("eqsin").getValue("blindCause") == null);
      scene.awaitState("eqsin", "producing");
      assertThat(refused(scene)).as("one for all sites").hasSize(1);
      assertThat(scene.pages()).isEmpty();
    }
  }

  private static List<PagerDutyIncident> refused(PagedDaemon scene) {
    return scene.pagerDuty.incidents().stream()
        .filter(each -> each.opening().body().contains("DeadairBlind"))
        .filter(each -> each.opening().body().contains("unauthorized"))
        .toList();
  }
}
