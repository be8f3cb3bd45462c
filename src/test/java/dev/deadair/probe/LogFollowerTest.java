package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs followed by threads: a file, and a program that shows a journal. */
class LogFollowerTest {
  private static final InstanceId ID =
      new InstanceId(new GroupId(new SiteId("ulsfo"), "ops"), "prometheus4001");

  @TempDir private Path folder = Path.of("");

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void aFileIsFollowed() throws IOException {
    var log = folder.resolve("prometheus.log");
    try (var follower = new LogFollower((_, line) -> told.add(line))) {
      follower.follow(ID, new Log.File(log));
      Files.writeString(log, "");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                Files.writeString(log, "level=error\n", StandardOpenOption.APPEND);
                return !told.isEmpty();
              });
    }
    assertThat(told).containsOnly("level=error");
  }

  @Test
  void theProgramThatShowsAJournalIsStartedAgainWhenItEnds() throws IOException {
    var program = folder.resolve("journalctl");
    Files.writeString(program, "#!/bin/sh\necho \"$@\"\nprintf 'no end of line'\nexit 1\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    try (var follower = new LogFollower(program, (_, line) -> told.add(line))) {
      follower.follow(ID, new Log.Journal("prometheus@ops.service"));
      await().atMost(Duration.ofSeconds(30)).until(() -> told.size() >= 4);
    }

    assertThat(told)
        .startsWith(
            "--follow --lines=0 --output=cat --quiet --unit=prometheus@ops.service",
            "no end of line");
  }

  @Test
  void aProgramThatGoesOnIsEndedWithTheFollower() throws IOException {
    var program = folder.resolve("journalctl");
    var pid = folder.resolve("pid");
    Files.writeString(
        program, "#!/bin/sh\necho $$ > " + pid + "\necho here\nexec tail -f /dev/null\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    try (var follower = new LogFollower(program, (_, line) -> told.add(line))) {
      follower.follow(ID, new Log.Journal("prometheus.service"));
      await().atMost(Duration.ofSeconds(30)).until(() -> told.contains("here"));
    }

    var number = Long.parseLong(Files.readString(pid).strip());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ProcessHandle.of(number).filter(ProcessHandle::isAlive).isEmpty());
  }
}
