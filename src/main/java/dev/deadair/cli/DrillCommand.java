package dev.deadair.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code deadair drill}: a test page, and how long each step of it took. */
@Command(
    name = "drill",
    description = {
      "Sends a test page to a receiver, or to every one, and prints when it was how far.",
      "Its text says that it is a test; it ends by itself, within two minutes.",
      "Exit status: 0 proven on every way, 1 not proven or refused, 2 the watcher cannot be"
          + " reached."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class DrillCommand implements Callable<Integer> {

  /** Longer than any drill lasts, the watcher's turns and their answers included. */
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private static final Duration LOOK = Duration.ofMillis(500);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private OutputFormat format = new OutputFormat();
  @Mixin private AuthorOption author = new AuthorOption();

  @Option(
      names = "--receiver",
      paramLabel = "NAME",
      description = "Whom to try, as the configuration names it; default: every receiver.")
  private @Nullable String receiver;

  @Option(
      names = "--severity",
      paramLabel = "critical|warning",
      description = "As which alert it goes out; default: ${DEFAULT-VALUE}.")
  private String severity = "critical";

  @Override
  public Integer call() {
    var wanted = new LinkedHashMap<String, Object>();
    wanted.put("severity", severity);
    if (receiver != null) {
      wanted.put("receiver", receiver);
    }
    author.name().ifPresent(name -> wanted.put("author", name));
    var ids = new LinkedHashSet<String>();
    var ordered =
        Replies.print(
            spec,
            () -> api.client().post("/api/v1/drills", wanted),
            body -> {
              DrillText.drills(body).forEach(each -> ids.add(DrillText.id(each)));
              return List.of();
            });
    return ordered == 0 ? follow(ids) : ordered;
  }

  private int follow(Set<String> ids) {
    var until = System.nanoTime() + DEADLINE.toNanos();
    var told = new LinkedHashSet<String>();
    while (System.nanoTime() - until < 0) {
      var drills = new ArrayList<Map<?, ?>>();
      var status =
          Replies.print(
              spec,
              () -> pausing().get("/api/v1/drills"),
              body -> {
                DrillText.drills(body).stream()
                    .filter(each -> ids.contains(DrillText.id(each)))
                    .forEach(drills::add);
                return List.of();
              });
      if (status != 0) {
        return status;
      }
      if (!format.isJson()) {
        drills.stream()
            .flatMap(each -> DrillText.lines(each).stream())
            .filter(told::add)
            .forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
      }
      if (drills.size() == ids.size() && drills.stream().allMatch(DrillText::isOver)) {
        return over(drills);
      }
    }
    spec.commandLine().getErr().println("the drill has not ended; the watcher may hang");
    return 1;
  }

  private int over(List<Map<?, ?>> drills) {
    if (format.isJson()) {
      spec.commandLine().getOut().println(Json.of(Map.of("drills", drills)));
    }
    return drills.stream().allMatch(DrillText::isProven) ? 0 : 1;
  }

  private ApiClient pausing() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return api.client();
  }
}
