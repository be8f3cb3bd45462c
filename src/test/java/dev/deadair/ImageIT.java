package dev.deadair;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The container image, unpacked and run as an engine would with a read-only root. Needs root for
 * the namespaces it runs in.
 */
@Tag("full")
class ImageIT {
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final String LAUNCHER = "usr/lib/deadair/bin/deadair";

  @TempDir private Path directory;
  private Path root;
  private JsonObject config;

  @BeforeEach
  void unpack() throws Exception {
    root = Files.createDirectory(directory.resolve("root"));
    config = Shipped.unpackImage(root, directory).getJsonObject("config");
  }

  @Test
  void itRunsAsItsOwnUserWithAReadOnlyRootAndTellsItsHealthItself() throws Exception {
    var path = config.getJsonArray("Env").getString(0).replaceFirst("^PATH=", "");
    var command = new ArrayList<String>();
    command.add(Path.of("src/test/packages/container").toAbsolutePath().toString());
    command.addAll(List.of(root.toString(), config.getString("User"), path));
    command.addAll(strings(config.getJsonArray("Entrypoint")));
    command.addAll(strings(config.getJsonArray("Cmd")));

    var run = Ran.toItsEnd(MINUTES, directory, command.toArray(String[]::new));

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output()).contains("healthy as 65532", "from its AOT cache", "stopped as asked");
  }

  @Test
  void itIsSmallAndBelongsToNoRoot() throws Exception {
    assertThat(Files.size(Shipped.image())).as("bytes, compressed").isLessThan(90_000_000);
    assertThat(config.getString("User")).isEqualTo("65532:65532");
    assertThat(root.resolve(LAUNCHER)).isExecutable();
    try (var files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile).filter(ImageIT::changesItsUser)).isEmpty();
    }
  }

  /** What the manual tells an engine is what the image has: a name, a port, two places. */
  @Test
  void itIsAsTheManualRunsIt() throws Exception {
    var manual = Files.readString(Path.of("src/site/markdown/get-started.md"));
    var told = Pattern.compile("(?s)docker run (.*?)\n```").matcher(manual);
    assertThat(told.find()).isTrue();
    var manifest = Files.readString(directory.resolve("image/manifest.json"));
    var names = new JsonArray(manifest).getJsonObject(0).getJsonArray("RepoTags");

    assertThat(told.group(1)).contains("--read-only", "--tmpfs /tmp", "--publish 9595:9595");
    assertThat(told.group(1)).contains(strings(names));
    assertThat(config.getJsonObject("ExposedPorts").fieldNames()).containsOnly("9595/tcp");
    assertThat(config.getJsonObject("Volumes").fieldNames()).containsOnly("/var/lib/deadair");
    assertThat(told.group(1)).contains(":/var/lib/deadair", ":/etc/deadair/deadair.conf:ro");
    assertThat(strings(config.getJsonArray("Cmd")))
        .contains("--storage.path=/var/lib/deadair", "--config.file=/etc/deadair/deadair.conf");
  }

  /** The loader that programs name is the one beside the C library, not the builder's. */
  @Test
  void whatItStartsWithIsOfItsOwnCLibrary() throws Exception {
    try (var loaders = Files.newDirectoryStream(root.resolve("lib64"))) {
      for (var loader : loaders) {
        var own = root.resolve("lib/x86_64-linux-gnu").resolve(loader.getFileName());
        assertThat(loader).hasSameBinaryContentAs(own);
      }
    }
    assertThat(root.resolve("etc/os-release")).content().contains("ID=debian", "VERSION_ID=\"12\"");
    assertThat(root.resolve("var/lib/dpkg/status.d/libc6")).content().contains("Package: libc6");
    assertThat(root.resolve("usr/share/common-licenses/LGPL-2.1")).isNotEmptyFile();
  }

  private static boolean changesItsUser(Path file) {
    try {
      return ((int) Files.getAttribute(file, "unix:mode") & 06000) != 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(Object::toString).toList();
  }
}
