package dev.deadair.tsdb;

import dev.deadair.tsdb.format.BlockMeta;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block as the server meets it at its start.
 *
 * @param path its directory
 * @param meta what its meta.json says; without it the server passes over the block
 * @param culprit the file because of which the server cannot open the block, if it cannot
 * @param refusal why not
 */
record Block(
    Path path, Optional<BlockMeta> meta, @Nullable Path culprit, @Nullable String refusal) {

  boolean isOpened() {
    return meta.isPresent() && refusal == null;
  }
}
