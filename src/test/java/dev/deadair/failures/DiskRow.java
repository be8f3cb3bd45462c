package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.CRASH_LOOPING;
import static dev.deadair.diagnosis.Code.IDLE;
import static dev.deadair.diagnosis.Code.WAL_WRITES_FAILING;
import static dev.deadair.diagnosis.Code.WILL_NOT_SURVIVE_RESTART;

import dev.deadair.tsdb.Damage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/** Servers whose data directory is on a disk of its own that is full. Needs root. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas that hold nothing
enum DiskRow implements Row {
  NO_ROOM_FOR_A_BLOCK(
      true, Shows.of("producing", WILL_NOT_SURVIVE_RESTART), scene -> scene.fillDisk(2 << 20)) {
    @Override
    public void prepare(Scene scene) {
      super.prepare(scene);
      scene.server.flags(Scene.SHORT_BLOCKS);
      // For each block that much is allocated, 512 MiB unless told otherwise.
      scene.server.flags("--storage.tsdb.max-block-chunk-segment-size=4MB");
    }
  },
  DISK_FULL(
      true, Shows.of("stalled", WAL_WRITES_FAILING).passing(IDLE), scene -> scene.fillDisk(0)),
  DISK_FULL_AND_RESTARTED(
      false,
      Shows.of("stalled", WAL_WRITES_FAILING).passing(IDLE, CRASH_LOOPING),
      scene -> {
        scene.fillDisk(0);
        scene.awaitState("stalled");
        scene.server.kill();
        scene.init.restarting(Duration.ofMillis(100));
      }),
  DISK_FULL_AND_STOPPED(
      false,
      Shows.of("stalled", WAL_WRITES_FAILING).passing(IDLE, CRASH_LOOPING),
      scene -> {
        scene.fillDisk(0);
        scene.awaitState("stalled");
        scene.server.terminate();
        scene.init.restarting(Duration.ofMillis(100));
      }),
  DISK_FULL_AND_TORN(
      false,
      Shows.of("crash-looping", WAL_WRITES_FAILING, CRASH_LOOPING).passing(IDLE),
      scene -> {
        scene.fillDisk(0);
        scene.awaitState("stalled");
        scene.server.kill();
        tearLastSegment(scene);
        scene.fillDisk(0);
        scene.init.restarting(Duration.ofMillis(100));
      });

  /** A record that was half written: a start must repair it, and has no room to. */
  private static void tearLastSegment(Scene scene) throws IOException {
    var last =
        scene.server.wal().segments().stream()
            .filter(each -> each.toFile().length() > 0)
            .toList()
            .getLast();
    Damage.flipAt(last, (int) Files.size(last) - 20);
  }

  private static final String SIZE = "24m";

  private final boolean oneOfItsKind;
  private final Shows shows;
  private final Deed deed;

  DiskRow(boolean oneOfItsKind, Shows shows, Deed deed) {
    this.oneOfItsKind = oneOfItsKind;
    this.shows = shows;
    this.deed = deed;
  }

  @Override
  public void prepare(Scene scene) {
    scene.onDisk(SIZE);
  }

  @Override
  public boolean isOneOfItsKind() {
    return oneOfItsKind;
  }

  @Override
  public Shows shows(String version) {
    return shows;
  }

  @Override
  public void befall(Scene scene) throws Exception {
    deed.in(scene);
  }
}
