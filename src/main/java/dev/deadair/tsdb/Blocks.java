package dev.deadair.tsdb;

import static dev.deadair.tsdb.Severity.FATAL_ON_START;
import static dev.deadair.tsdb.Severity.FINE;
import static dev.deadair.tsdb.Severity.SILENT_LOSS;

import dev.deadair.tsdb.format.BlockMeta;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All blocks, and what {@code reloadBlocks} makes of them at the start. */
record Blocks(List<Block> all) {
  Blocks {
    all = List.copyOf(all);
  }

  /** Those the server serves: opened, and not about to be deleted. Retention is not looked at. */
  List<Block> loaded() {
    return staying().stream().filter(Block::isOpened).toList();
  }

  private static boolean isLeaving(Block block, Set<String> replaced) {
    return block
        .meta()
        .filter(meta -> replaced.contains(meta.ulid()) || (block.isOpened() && meta.isDeletable()))
        .isPresent();
  }

  /** Blocks that others were made of, by name: deleted at the start, sound or not. */
  private Set<String> replaced() {
    return all.stream()
        .filter(Block::isOpened)
        .flatMap(each -> each.meta().stream())
        .flatMap(meta -> meta.parents().stream())
        .collect(Collectors.toSet());
  }

  /** Where the loaded blocks end, and with them what the head takes; late ones do not count. */
  long end() {
    return loaded().stream()
        .flatMap(each -> each.meta().stream())
        .filter(meta -> !meta.isOutOfOrder())
        .mapToLong(BlockMeta::to)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** Those that are not deleted at the start, whether the server can open them or not. */
  List<Block> staying() {
    var replaced = replaced();
    return all.stream().filter(each -> !isLeaving(each, replaced)).toList();
  }

  /** Those because of which the server does not start. */
  List<Block> refused() {
    return staying().stream().filter(each -> each.meta().isPresent() && !each.isOpened()).toList();
  }

  Block at(Path path) {
    return all.stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
  }

  void check(Consumer<Finding> findings) {
    var replaced = replaced();
    for (var each : all) {
      var path = each.path();
      if (each.meta().isEmpty()) {
        var what = "its meta.json is missing or not to be read: the block is passed over";
        findings.accept(new Finding(Code.BLOCK_SKIPPED, SILENT_LOSS, path, what));
      } else if (isLeaving(each, replaced)) {
        var what = "replaced by another block, or marked: it is deleted at the start";
        findings.accept(new Finding(Code.BLOCK_SUPERSEDED, FINE, path, what));
      } else if (each.refusal() != null) {
        var culprit = each.culprit() == null ? path : each.culprit();
        var what = "the block cannot be opened: " + each.refusal();
        findings.accept(new Finding(Code.BLOCK_UNOPENABLE, FATAL_ON_START, culprit, what));
      }
    }
  }
}
