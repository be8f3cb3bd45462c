package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.parts.FreezableDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packaged daemon on a real disk that no longer answers; that takes a loop device. */
@Tag("full")
@Tag("root")
@Execution(ExecutionMode.CONCURRENT)
class HungDiskIT {

  @TempDir private Path directory;

  @Test
  void pagesLeaveEndsWaitAndNothingBecomesBlind() throws Exception {
    try (var disk = new FreezableDisk(directory.resolve("data"));
        var scene = new StoreScene(directory)) {
      scene.daemon.start();
      scene.awaitState("producing");
      disk.freeze();
      scene.server.dark(true);
      scene.awaitPage();
      scene.awaitWritable(false);
      assertThat(scene.isBlind()).isFalse();
      scene.server.dark(false);
      scene.awaitState("producing");
      scene.holdsTheEnd();
      assertThat(scene.isBlind()).isFalse();

      disk.thaw();
      scene.awaitEnd();
      scene.awaitWritable(true);
      assertThat(scene.pagerDuty.incidents()).hasSize(1);
    }
  }

  @Test
  void aWatcherThatStartsOnItWatches() throws Exception {
    try (var disk = new FreezableDisk(directory.resolve("data"));
        var scene = new StoreScene(directory)) {
      scene.daemon.start();
      scene.awaitState("producing");
      scene.daemon.kill();
      disk.freeze();
      scene.server.dark(true);

      scene.daemon.start();
      scene.awaitPage();
      scene.awaitWritable(false);
      assertThat(scene.isBlind()).isFalse();

      disk.thaw();
      scene.awaitWritable(true);
      scene.server.dark(false);
      scene.awaitEnd();
      assertThat(scene.pagerDuty.incidents()).hasSize(1);
    }
  }
}
