package dev.deadair.tsdb;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists a data directory: its top, and every directory in it that the server may look into. */
final class Listing {
  private static final int DEEPEST = 3;
  private static final String ATTRIBUTES = "unix:mode,uid,size,lastModifiedTime,isDirectory";
  private static final int PERMISSIONS = 07777;

  private final Path root;
  private final List<Entry> entries = new ArrayList<>();

  private Listing(Path root) {
    this.root = root;
  }

  static List<Entry> of(Path root) throws IOException {
    var listing = new Listing(root);
    listing.list(root);
    return List.copyOf(listing.entries);
  }

  private void list(Path directory) throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
      for (var file : names) {
        add(file);
      }
    }
  }

  private void add(Path file) throws IOException {
    var path = root.relativize(file);
    try {
      var entry = entry(path, file);
      entries.add(entry);
      // The server follows a link to a directory, but for those it looks for itself (isBlockDir).
      if (path.getNameCount() < DEEPEST && Files.isDirectory(file)) {
        list(file);
      }
    } catch (NoSuchFileException vanished) {
      // A running server deletes what it has compacted; it is not there any more, that is all.
    }
  }

  private static Entry entry(Path path, Path file) throws IOException {
    var itself = Files.readAttributes(file, ATTRIBUTES + ",isSymbolicLink,isOther", NOFOLLOW_LINKS);
    if (!isTrue(itself, "isSymbolicLink")) {
      var kind =
          isTrue(itself, "isDirectory")
              ? Entry.Kind.DIRECTORY
              : isTrue(itself, "isOther") ? Entry.Kind.OTHER : Entry.Kind.FILE;
      return entry(path, kind, itself);
    }
    // A link that leads nowhere throws NoSuchFileException, like a name that is gone.
    return entry(path, Entry.Kind.LINK, Files.readAttributes(file, ATTRIBUTES, new LinkOption[0]));
  }

  private static Entry entry(Path path, Entry.Kind kind, Map<String, Object> attributes) {
    return new Entry(
        path,
        kind,
        (Long) attribute(attributes, "size"),
        ((FileTime) attribute(attributes, "lastModifiedTime")).toMillis(),
        (Integer) attribute(attributes, "uid"),
        (Integer) attribute(attributes, "mode") & PERMISSIONS);
  }

  private static boolean isTrue(Map<String, Object> attributes, String name) {
    return attribute(attributes, name).equals(true);
  }

  private static Object attribute(Map<String, Object> attributes, String name) {
    var value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("no attribute " + name);
    }
    return value;
  }
}
