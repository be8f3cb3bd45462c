import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Links the runtime that the distribution ships, with an archive of its own classes, unless the one
 * in place came from the same JDK and the same options.
 *
 * <p>The archive is not jlink's: that one hangs on the machine's memory and on the locale, and with
 * both given two builds write the same bytes.
 *
 * <p>Usage: {@code java TrimRuntime.java DIRECTORY JLINK-OPTION...}
 */
final class TrimRuntime {
  private static final List<String> ARCHIVE =
      List.of("-Xshare:dump", "-XX:+UseG1GC", "-Xms128m", "-Xmx128m");
  private static final String LOCALE = "C.UTF-8";

  public static void main(String[] args) throws Exception {
    var runtime = Path.of(args[0]);
    var options = List.of(args).subList(1, args.length);
    var stamp = runtime.resolve("linked-from");
    var wanted =
        System.getProperty("java.vendor.version")
            + " "
            + Runtime.version()
            + " "
            + options
            + ARCHIVE;
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
      return;
    }
    delete(runtime);
    Files.createDirectories(runtime.toAbsolutePath().getParent());
    var jlink = ToolProvider.findFirst("jlink").orElseThrow();
    var arguments = new ArrayList<>(options);
    arguments.addAll(List.of("--output", runtime.toString()));
    var out = new StringWriter();
    var writer = new PrintWriter(out);
    var exit = jlink.run(writer, writer, arguments.toArray(String[]::new));
    if (exit != 0) {
      System.err.println("jlink " + String.join(" ", arguments) + "\n" + out);
      System.exit(exit);
    }
    archive(runtime);
    Files.writeString(stamp, wanted);
  }

  private static void archive(Path runtime) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(runtime.resolve("bin/java").toString()));
    command.addAll(ARCHIVE);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.contains("JAVA"));
    builder.environment().put("LC_ALL", LOCALE);
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + "\n" + said);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.notExists(tree)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
