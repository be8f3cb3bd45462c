package dev.deadair.cli;

import dev.deadair.config.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code deadair maintain add}. */
@Command(
    name = "add",
    description = {
      "Pages nobody for a site, a group or an instance until an end; prints the id.",
      "What is still without data at the end is paged for at once.",
      "Exit status: 0 fine, 1 the watcher refused, 2 it cannot be reached."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class MaintainAdd implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private AuthorOption author = new AuthorOption();

  @Parameters(
      paramLabel = "SITE[/GROUP[/INSTANCE]]",
      description = "What you work on; an instance's name alone where there is one of it.")
  private String target = "";

  @Option(
      names = "--max",
      paramLabel = "DURATION",
      required = true,
      converter = Span.class,
      description = "When it ends at the latest, such as 2h.")
  private Duration max = Duration.ZERO;

  @Option(
      names = "--until-producing",
      description = "Ends once data is back after it was gone, or the instance has restarted.")
  private boolean untilProducing;

  @Option(names = "--comment", paramLabel = "TEXT", required = true, description = "What for.")
  private String comment = "";

  @Override
  public Integer call() {
    var wanted = new LinkedHashMap<String, Object>();
    wanted.put("target", target);
    wanted.put("maxSeconds", max.toMillis() / 1000.0);
    wanted.put("untilProducing", untilProducing);
    wanted.put("comment", comment);
    author.name().ifPresent(name -> wanted.put("author", name));
    return Replies.print(
        spec, () -> api.client().post("/api/v1/maintenance", wanted), MaintenanceText::added);
  }

  /** As in the configuration. */
  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String word) throws IOException {
      try {
        return Durations.parse(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + word + "' " + e.getMessage());
      }
    }
  }
}
