package dev.deadair.tsdb;

import static java.util.Comparator.comparingLong;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The names and sizes in a data directory at one moment, sorted as the server sorts them.
 *
 * <p>It can leave names out, and is then the directory as it would be with these files moved away.
 */
final class DataDir {
  static final Path WAL = Path.of("wal");
  static final Path WBL = Path.of("wbl");
  static final Path HEAD_CHUNKS = Path.of("chunks_head");

  private static final String CHECKPOINT = "checkpoint.";
  private static final String ULID = "[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}";

  private final Path root;
  private final NavigableMap<Path, Entry> entries;

  /** A file that is known by its number. */
  record Numbered(long number, Entry entry) {
    Path path() {
      return entry.path();
    }

    long size() {
      return entry.size();
    }
  }

  DataDir(Path root, Collection<Entry> entries) {
    this.root = root;
    this.entries = new TreeMap<>();
    entries.forEach(each -> this.entries.put(each.path(), each));
  }

  /** Lists a directory as deep as the server looks into it. */
  static DataDir read(Path root) throws IOException {
    return new DataDir(root, Listing.of(root));
  }

  /** Without these, and what is below them. */
  DataDir without(Collection<Path> moved) {
    return new DataDir(
        root,
        entries.values().stream()
            .filter(each -> moved.stream().noneMatch(each.path()::startsWith))
            .toList());
  }

  Path file(Path path) {
    return root.resolve(path);
  }

  Path root() {
    return root;
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  Optional<Entry> entry(Path path) {
    return Optional.ofNullable(entries.get(path));
  }

  /** What is directly in a directory, in the order of names. */
  List<Entry> in(Path directory) {
    return entries.values().stream()
        .filter(each -> directory.equals(each.path().getParent()))
        .toList();
  }

  /** What is directly in the data directory. */
  List<Entry> top() {
    return entries.values().stream().filter(each -> each.path().getParent() == null).toList();
  }

  /** The segments of a write-ahead log, in order; {@code listSegments} takes any name. */
  List<Numbered> segments(Path log) {
    return numbered(log, Numbers::signed);
  }

  /** Whatever is named like a checkpoint and has a number, in order. */
  List<Numbered> checkpoints() {
    return numbered(
        WAL,
        name ->
            name.startsWith(CHECKPOINT)
                ? Numbers.signed(name.substring(CHECKPOINT.length()))
                : OptionalLong.empty());
  }

  /** Named like a checkpoint, which must be a directory. */
  List<Entry> falseCheckpoints() {
    return in(WAL).stream()
        .filter(each -> each.name().startsWith(CHECKPOINT) && !each.isDirectory())
        .toList();
  }

  /** The files of chunks_head, in order. */
  List<Numbered> headChunks() {
    return numbered(HEAD_CHUNKS, Numbers::unsigned);
  }

  /** The files of a block's chunks, in the order of names, which is how the server counts them. */
  List<Numbered> blockChunks(Path block) {
    return unsorted(block.resolve("chunks"), Numbers::unsigned);
  }

  /** The directories that the server takes for blocks; a link to a directory it does not. */
  List<Entry> blocks() {
    return top().stream().filter(each -> each.isDirectory() && each.name().matches(ULID)).toList();
  }

  private List<Numbered> numbered(Path directory, Function<String, OptionalLong> number) {
    return unsorted(directory, number).stream().sorted(comparingLong(Numbered::number)).toList();
  }

  private List<Numbered> unsorted(Path directory, Function<String, OptionalLong> number) {
    return in(directory).stream()
        .filter(each -> number.apply(each.name()).isPresent())
        .map(each -> new Numbered(number.apply(each.name()).orElseThrow(), each))
        .toList();
  }
}
