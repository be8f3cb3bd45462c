package dev.deadair.turn.sim;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Removes the rules of the core one at a time, and prints what notices: the simulation, or else the
 * unit tests that the rule names.
 *
 * <p>Each is compiled by itself into a directory that comes before the real classes, and run in a
 * process of its own. {@code main} takes the names of rules, or none for all of them; it ends with
 * 1 where nothing notices.
 */
final class Mutations {

  /** So many outages are simulated before a rule counts as not missed. */
  private static final String OUTAGES = System.getProperty("deadair.outages", "3000");

  private static final Pattern CAUGHT = Pattern.compile("seed (\\d+) at \\d+ s: (\\w+)");
  private static final Pattern AFTER = Pattern.compile(", (\\d+) outages");

  private Mutations() {}

  public static void main(String... names) throws IOException, InterruptedException {
    if (names.length > 0 && names[0].equals("--tests")) {
      System.exit(fails(List.of(names).subList(1, names.length)) ? 1 : 0);
    }
    var survivors = 0;
    System.out.println("| rule removed | caught by | seed or test | outages until then |");
    System.out.println("|---|---|---|---|");
    for (var each : Mutation.all()) {
      if (names.length == 0 || List.of(names).contains(each.name())) {
        var row = row(each);
        survivors += row.contains("**nothing**") ? 1 : 0;
        System.out.println(row);
      }
    }
    System.exit(survivors == 0 ? 0 : 1);
  }

  private static String row(Mutation mutation) throws IOException, InterruptedException {
    var classes = compiled(mutation);
    var said = output(classes, Simulation.class, List.of(OUTAGES, "0", "1"));
    var caught = CAUGHT.matcher(said);
    var after = AFTER.matcher(said);
    var outages = after.find() ? after.group(1) : "?";
    if (caught.find()) {
      return "| %s | %s | %s | %s |"
          .formatted(mutation.rule(), caught.group(2), caught.group(1), outages);
    }
    if (!said.contains("episodes")) {
      return "| %s | a turn that throws | 0 | 1 |".formatted(mutation.rule());
    }
    for (var test : mutation.tests()) {
      var what = output(classes, Mutations.class, List.of("--tests", test));
      if (what.contains("failed: ")) {
        var at = what.indexOf("failed: ") + "failed: ".length();
        return "| %s | unit test | `%s` | not within %s |"
            .formatted(mutation.rule(), what.substring(at, what.indexOf('\n', at)), outages);
      }
    }
    return "| %s | **nothing** | | not within %s |".formatted(mutation.rule(), outages);
  }

  private static Path compiled(Mutation mutation) throws IOException {
    var root = Files.createDirectories(Path.of("target", "mutations", mutation.name()));
    var source = root.resolve("src").resolve(mutation.file().getFileName());
    Files.createDirectories(source.getParent());
    Files.writeString(source, mutation.mutated());
    var classes = Files.createTempDirectory(root, "classes"); // and none of an earlier form of it
    var failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    if (failed != 0) {
      throw new IllegalStateException(mutation.name() + " does not compile");
    }
    return classes;
  }

  private static String output(Path first, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path = first + File.pathSeparator + System.getProperty("java.class.path");
    var command =
        Stream.concat(
                Stream.of(java, "@src/main/dist/lib/jvm.options", "-cp", path, main.getName()),
                arguments.stream())
            .toList();
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Runs unit tests in this process, and names the first that fails. */
  private static boolean fails(List<String> tests) {
    var summary = new SummaryGeneratingListener();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(tests.stream().map(DiscoverySelectors::selectClass).toList())
            .build();
    LauncherFactory.create().execute(request, summary);
    var failures = summary.getSummary().getFailures();
    failures.stream()
        .findFirst()
        .flatMap(each -> each.getTestIdentifier().getSource())
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .ifPresent(
            each ->
                System.out.println(
                    "failed: "
                        + each.getClassName().replaceAll(".*\\.", "")
                        + "."
                        + each.getMethodName()));
    return !failures.isEmpty();
  }
}
