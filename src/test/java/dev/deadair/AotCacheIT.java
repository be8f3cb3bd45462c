package dev.deadair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of classes that the packages bring, with the runtime and the options they bring. */
@Tag("full")
class AotCacheIT {
  private static final Path HOME = Path.of("target", "deadair").toAbsolutePath();
  private static final List<String> COMMAND =
      List.of(HOME.resolve("bin/deadair").toString(), "check", "config", "deadair.conf");

  @TempDir private Path folder;

  @Test
  void itIsThereAndNotAWordIsSaidOfIt() throws Exception {
    assertThat(HOME.resolve("lib/deadair.aot")).as("built with -Ppackages").isNotEmptyFile();

    assertThat(run("")).isZero();
    assertThat(folder.resolve("err")).isEmptyFile();
  }

  /** Had it been written by another runtime, for other jars or options, this would not start. */
  @Test
  void itFitsTheRuntimeTheJarsAndTheOptionsItIsShippedWith() throws Exception {
    assertThat(run("-XX:AOTMode=on -Xlog:aot=warning:file=" + folder.resolve("aot"))).isZero();
    assertThat(folder.resolve("aot")).isEmptyFile();

    var other = "-XX:AOTMode=on -XX:+UseZGC -Xlog:aot=info:file=" + folder.resolve("other");
    assertThat(run(other)).as("with a collector it was not written for").isNotZero();
  }

  @Test
  void nearlyAllClassesComeOutOfIt() throws Exception {
    assertThat(run("-Xlog:class+load:file=" + folder.resolve("classes"))).isZero();

    var ours =
        Files.readAllLines(folder.resolve("classes")).stream()
            .filter(line -> line.contains(" dev.deadair."))
            .filter(line -> !line.contains("$$Lambda") && !line.contains("LambdaForm"))
            .toList();
    var cached = ours.stream().filter(line -> line.contains("shared objects file")).count();
    assertThat(ours).hasSizeGreaterThan(50);
    assertThat(cached).as("of %s", ours).isGreaterThan(ours.size() * 8 / 10);
  }

  private int run(String options) throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("deadair.conf"), Files.readString(Path.of("config/deadair.conf")));
    var builder =
        new ProcessBuilder(COMMAND)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.contains("JAVA"));
    if (!options.isEmpty()) {
      builder.environment().put("JDK_JAVA_OPTIONS", options);
    }
    var process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return process.exitValue();
  }
}
