package dev.deadair;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What {@code -Ppackages} leaves in {@code target} for others, and what is in it. */
final class Shipped {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path IMAGE = TARGET.resolve("deadair-image.tar");
  private static final Duration MINUTES = Duration.ofMinutes(5);

  private Shipped() {}

  static Path deb() throws IOException {
    return the("deadair_*.deb");
  }

  static Path image() {
    assertThat(IMAGE).as("built with -Ppackages").exists();
    return IMAGE;
  }

  /** The one file of that name's pattern. */
  static Path the(String pattern) throws IOException {
    try (var files = Files.newDirectoryStream(TARGET, pattern)) {
      var found = files.iterator();
      assertThat(found).as("%s in target: build with -Ppackages", pattern).hasNext();
      return found.next();
    }
  }

  static void unpackDeb(Path root, Path scratch) throws Exception {
    done(scratch, "dpkg-deb", "-x", deb().toString(), root.toString());
  }

  /** Unpacks every layer into {@code root}; returns what the image says of how it is run. */
  static JsonObject unpackImage(Path root, Path scratch) throws Exception {
    var image = Files.createDirectory(scratch.resolve("image"));
    untar(image(), image, scratch);
    var manifest = new JsonArray(Files.readString(image.resolve("manifest.json"))).getJsonObject(0);
    for (var layer : manifest.getJsonArray("Layers")) {
      untar(image.resolve(layer.toString()), root, scratch);
    }
    return new JsonObject(Files.readString(image.resolve(manifest.getString("Config"))));
  }

  private static void untar(Path archive, Path into, Path scratch) throws Exception {
    var quiet = "--warning=no-unknown-keyword";
    done(scratch, "tar", quiet, "-C", into.toString(), "-xf", archive.toString());
  }

  private static void done(Path scratch, String... command) throws Exception {
    var run = Ran.toItsEnd(MINUTES, scratch, command);
    assertThat(run.exit()).as(run.output()).isZero();
  }
}
