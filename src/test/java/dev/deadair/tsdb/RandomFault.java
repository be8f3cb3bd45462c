package dev.deadair.tsdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/** One fault of a kind and in a place that a seed chooses. */
enum RandomFault {
  FLIP {
    @Override
    String damage(Path dir, Random random) throws IOException {
      var file = anyWithContent(dir, random);
      var bytes = Files.readAllBytes(file);
      var at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      return "a bit at " + at + " of " + dir.relativize(file);
    }
  },
  TRUNCATE {
    @Override
    String damage(Path dir, Random random) throws IOException {
      var file = anyWithContent(dir, random);
      try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
        var size = random.nextInt((int) channel.size());
        channel.truncate(size);
        return dir.relativize(file) + " at " + size;
      }
    }
  },
  DELETE {
    @Override
    String damage(Path dir, Random random) throws IOException {
      var file = any(dir, random);
      Files.delete(file);
      return dir.relativize(file).toString();
    }
  },
  DUPLICATE {
    @Override
    String damage(Path dir, Random random) throws IOException {
      var from = any(dir, random);
      var to = anySibling(dir, from, random);
      Damage.copy(from, to);
      return dir.relativize(from) + " over " + dir.relativize(to);
    }
  },
  SWAP {
    @Override
    String damage(Path dir, Random random) throws IOException {
      var one = any(dir, random);
      var other = anySibling(dir, one, random);
      if (!one.equals(other)) {
        Damage.swap(one, other);
      }
      return dir.relativize(one) + " and " + dir.relativize(other);
    }
  };

  /** Whether every byte is still there, if not in its place. */
  boolean keepsAll() {
    return this == FLIP || this == SWAP;
  }

  /** Damages one thing; says what. */
  abstract String damage(Path dir, Random random) throws IOException;

  private static Path any(Path dir, Random random) throws IOException {
    var files = files(dir);
    return files.get(random.nextInt(files.size()));
  }

  private static Path anyWithContent(Path dir, Random random) throws IOException {
    while (true) {
      var file = any(dir, random);
      if (Files.size(file) > 0) {
        return file;
      }
    }
  }

  /** One of the same kind: of the same name in another block, or of the same folder. */
  private static Path anySibling(Path dir, Path file, Random random) throws IOException {
    var kind = kind(dir, file);
    var siblings =
        files(dir).stream()
            .filter(each -> kind(dir, each).equals(kind) && !each.equals(file))
            .toList();
    return siblings.isEmpty() ? file : siblings.get(random.nextInt(siblings.size()));
  }

  private static String kind(Path dir, Path file) {
    return dir.relativize(file)
        .toString()
        .replaceAll("[0-9A-Z]{26}", "*")
        .replaceAll("[0-9]+", "#");
  }

  /** All that matters; the lock and the query log do not. */
  private static List<Path> files(Path dir) throws IOException {
    try (var files = Files.walk(dir)) {
      return files
          .filter(Files::isRegularFile)
          .filter(each -> dir.relativize(each).getNameCount() > 1)
          .sorted()
          .toList();
    }
  }
}
