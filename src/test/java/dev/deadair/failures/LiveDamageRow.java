package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.BLOCK_RELOAD_FAILED;
import static dev.deadair.diagnosis.Code.WILL_NOT_SURVIVE_RESTART;

import dev.deadair.tsdb.Damage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What befalls the files of a server that runs, and shows only later. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas that hold nothing
enum LiveDamageRow implements Row {
  WAL_SEGMENT_DELETED_LIVE(
      true,
      Shows.of("producing", WILL_NOT_SURVIVE_RESTART),
      LiveDamageRow::shortBlocks,
      LiveDamageRow::deleteLiveSegment),
  WAL_SEGMENT_FLIPPED_LIVE(
      false,
      Shows.of("producing", WILL_NOT_SURVIVE_RESTART),
      LiveDamageRow::shortBlocks,
      LiveDamageRow::flipLiveSegment),
  CHUNKS_HEAD_DELETED_LIVE(
      false,
      Shows.of("producing", WILL_NOT_SURVIVE_RESTART),
      LiveDamageRow::manyHeadChunks,
      LiveDamageRow::deleteLiveHeadChunks),
  BLOCK_WITHOUT_INDEX_APPEARS_LIVE(
      true,
      Shows.of("producing", BLOCK_RELOAD_FAILED).passing(WILL_NOT_SURVIVE_RESTART),
      LiveDamageRow::shortBlocks,
      LiveDamageRow::bringBrokenBlock);

  private static final int SEGMENTS = 4;
  private static final int FIRST_RECORD = 100;
  private static final Duration MINUTES = Duration.ofMinutes(8);

  private final boolean oneOfItsKind;
  private final Shows shows;
  private final Deed before;
  private final Deed deed;

  LiveDamageRow(boolean oneOfItsKind, Shows shows, Deed before, Deed deed) {
    this.oneOfItsKind = oneOfItsKind;
    this.shows = shows;
    this.before = before;
    this.deed = deed;
  }

  private static void shortBlocks(Scene scene) {
    scene.server.flags(Scene.SHORT_BLOCKS);
    scene.server.growWal(SEGMENTS);
  }

  private static void deleteLiveSegment(Scene scene) {
    scene.await("three segments", () -> scene.server.wal().segments().size() >= 3);
    scene.server.wal().removeMiddleSegment();
  }

  /** Each compaction begins a segment, and a later one reads it for a checkpoint. */
  private static void flipLiveSegment(Scene scene) throws Exception {
    scene.await("a segment with samples before the last", () -> withSamples(scene).size() > 1);
    Damage.flipAt(withSamples(scene).getFirst(), FIRST_RECORD);
  }

  private static List<Path> withSamples(Scene scene) {
    return scene.server.wal().segments().stream()
        .filter(each -> each.toFile().length() > 10 * FIRST_RECORD)
        .toList();
  }

  /** Later versions write full chunks out once a minute only, just before a compaction. */
  private static void manyHeadChunks(Scene scene) {
    scene.server.flags(
        "--storage.tsdb.min-block-duration=1m", "--storage.tsdb.max-block-duration=1m");
    if (!scene.version.equals("2.42")) {
      scene.server.flags("--storage.tsdb.samples-per-chunk=5");
    }
  }

  /** One that is written no more, and that the next truncation wants to delete. */
  private static void deleteLiveHeadChunks(Scene scene) throws Exception {
    var damage = new Damage(scene.server.dataDir());
    scene.await("head chunks", MINUTES, () -> !damage.headChunks().isEmpty());
    if (scene.version.equals("2.42")) {
      scene.await("two files", MINUTES, () -> damage.headChunks().size() > 1);
    } else { // only a start begins another file, and the next compaction ends the first
      scene.server.restart();
      scene.server.awaitReady(); // and has read it
    }
    Files.delete(damage.headChunks().getFirst());
  }

  private static void bringBrokenBlock(Scene scene) throws Exception {
    var damage = new Damage(scene.server.dataDir());
    scene.await("a block", () -> !damage.blocks().isEmpty());
    bringBrokenBlock(damage.blocks().getFirst(), scene.server.dataDir());
  }

  /** A block that is another's copy, but for its name, and without its index. */
  private static void bringBrokenBlock(Path block, Path dir) throws Exception {
    var name = block.getFileName().toString();
    var other = name.substring(0, name.length() - 4) + "AAAA";
    var copy = dir.resolve(other);
    Files.createDirectories(copy.resolve("chunks"));
    var meta = Files.readString(block.resolve("meta.json")).replace(name, other);
    Files.writeString(copy.resolve("meta.json"), meta);
  }

  @Override
  public boolean isOneOfItsKind() {
    return oneOfItsKind;
  }

  @Override
  public Shows shows(String version) {
    return shows;
  }

  /** Head chunks go when the second block is cut. */
  @Override
  public Duration patience() {
    return this == CHUNKS_HEAD_DELETED_LIVE ? MINUTES : Row.super.patience();
  }

  @Override
  public void prepare(Scene scene) throws Exception {
    before.in(scene);
  }

  @Override
  public void befall(Scene scene) throws Exception {
    deed.in(scene);
  }
}
