package dev.deadair.tsdb.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deadair.tsdb.format.JsonValue.Null;
import dev.deadair.tsdb.format.JsonValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a block's meta.json says of it.
 *
 * @param ulid its name
 * @param from of its first sample, in milliseconds
 * @param to after its last sample
 * @param samples how many, as counted when it was written
 * @param isDeletable whether the server deletes it at the next start
 * @param parents the blocks it was made of, which the server deletes as soon as this one is loaded
 * @param isOutOfOrder whether it was made of samples that came late
 */
public record BlockMeta(
    String ulid,
    long from,
    long to,
    long samples,
    boolean isDeletable,
    List<String> parents,
    boolean isOutOfOrder) {

  private static final List<String> COUNTS =
      List.of("numSamples", "numSeries", "numChunks", "numTombstones");

  public BlockMeta {
    parents = List.copyOf(parents);
  }

  /**
   * Reads a meta.json as {@code readMetaFile} of the server does.
   *
   * @return nothing where that fails, upon which it passes over the whole block
   */
  public static Optional<BlockMeta> read(byte[] json) {
    return JsonReader.read(new String(json, UTF_8)).flatMap(BlockMeta::of);
  }

  private static Optional<BlockMeta> of(JsonValue json) {
    var fields = new JsonFields(json);
    var stats = fields.object("stats");
    COUNTS.forEach(stats::count);
    var compaction = fields.object("compaction");
    compaction.number("level");
    compaction.truth("failed");
    compaction.list("sources").forEach(each -> compaction.require(JsonFields.isUlid(each)));
    var hints = compaction.list("hints");
    hints.forEach(each -> compaction.require(each instanceof Text || each instanceof Null));
    var meta =
        new BlockMeta(
            fields.ulid("ulid"),
            fields.number("minTime"),
            fields.number("maxTime"),
            stats.count("numSamples"),
            compaction.truth("deletable"),
            parents(compaction),
            hints.contains(new Text("from-out-of-order")));
    var version = fields.number("version");
    // 2 is what Prometheus 2.1 wrote by mistake; repairBadIndexVersion makes it 1.
    var isKnown = version == 1 || version == 2;
    return fields.isSound() && stats.isSound() && compaction.isSound() && isKnown
        ? Optional.of(meta)
        : Optional.empty();
  }

  private static List<String> parents(JsonFields compaction) {
    var parents = new ArrayList<String>();
    for (var each : compaction.list("parents")) {
      var parent = new JsonFields(each);
      parent.number("minTime");
      parent.number("maxTime");
      parents.add(parent.ulid("ulid"));
      compaction.require(parent.isSound());
    }
    return parents;
  }
}
