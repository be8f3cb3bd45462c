import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Links the runtime that the distribution ships, unless the one in place came from the same JDK and
 * the same options.
 *
 * <p>Usage: {@code java TrimRuntime.java DIRECTORY JLINK-OPTION...}
 */
final class TrimRuntime {
  public static void main(String[] args) throws IOException {
    var runtime = Path.of(args[0]);
    var options = List.of(args).subList(1, args.length);
    var stamp = runtime.resolve("linked-from");
    var wanted =
        System.getProperty("java.vendor.version") + " " + Runtime.version() + " " + options;
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
    Files.writeString(stamp, wanted);
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
